import { useEffect, useState } from "preact/hooks";
import { useAct, type Acting } from "../use-act.ts";
import { useLoad } from "../use-load.ts";

/** One page of a list as it is answered; `after`: how to ask for the next, null where there is none. */
export interface Page<Line> {
  readonly lines: readonly Line[];
  readonly after: string | null;
  readonly total: number;
}

/** A list that comes a page at a time. */
export interface Pages<Line> {
  readonly lines: readonly Line[] | null;
  readonly total: number;
  readonly error: unknown;
  readonly again: () => void;
  /** How to get the next page, or null where there is none. */
  readonly more: (() => void) | null;
  readonly loadingMore: Acting;
}

/**
 * Loads the first page, again on every change of `key`; further pages when asked. A change shows the first page anew. A line that
 * moved between two pages, by what `nameOf` calls it, is shown once.
 */
export function usePages<Line>(
  ask: (from: { readonly after?: string }) => Promise<Page<Line>>,
  key: string,
  nameOf: (line: Line) => string,
): Pages<Line> {
  const first = useLoad(() => ask({}), key);
  const [rest, setRest] = useState<Omit<Page<Line>, "total"> | null>(null);
  const loadingMore = useAct();
  useEffect(() => setRest(null), [first.value]);
  const after = rest === null ? (first.value?.after ?? null) : rest.after;
  const next = async (cursor: string): Promise<void> => {
    const page = await ask({ after: cursor });
    setRest((before) => ({ lines: [...(before?.lines ?? []), ...page.lines], after: page.after }));
  };
  const all = first.value === null ? null : [...first.value.lines, ...(rest?.lines ?? [])];
  return {
    lines: all === null ? null : [...new Map(all.map((line) => [nameOf(line), line])).values()],
    total: first.value?.total ?? 0,
    error: first.error,
    again: first.again,
    more: after === null ? null : () => void loadingMore.run(() => next(after)),
    loadingMore,
  };
}
