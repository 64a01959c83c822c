import { useAct, useLoad, type Acting } from "@niuniu/ui";
import { useEffect, useState } from "preact/hooks";
import { list, type CaseLine } from "../../routes.ts";
import type { Desk } from "./desk.ts";

/** A list of cases, 50 at a time. */
export interface Lines {
  readonly lines: readonly CaseLine[] | null;
  readonly total: number;
  readonly error: unknown;
  readonly again: () => void;
  /** How to get the next page, or null where there is none. */
  readonly more: (() => void) | null;
  readonly loadingMore: Acting;
}

type Which = "open" | "closed";
interface Rest {
  readonly lines: readonly CaseLine[];
  readonly after: string | null;
}

/** Loads the first page, again on every `turn`; further pages when asked. A change shows the first page anew. */
export function useLines(desk: Desk, which: Which, turn: number): Lines {
  const first = useLoad(() => desk.ask(list, { which }), `${which} ${turn}`);
  const [rest, setRest] = useState<Rest | null>(null);
  const loadingMore = useAct();
  useEffect(() => setRest(null), [first.value]);
  const after = rest === null ? (first.value?.after ?? null) : rest.after;
  const next = async (cursor: string): Promise<void> => {
    const page = await desk.ask(list, { which, after: cursor });
    setRest((before) => ({ lines: [...(before?.lines ?? []), ...page.lines], after: page.after }));
  };
  return {
    lines: first.value === null ? null : distinct([...first.value.lines, ...(rest?.lines ?? [])]),
    total: first.value?.total ?? 0,
    error: first.error,
    again: first.again,
    more: after === null ? null : () => void loadingMore.run(() => next(after)),
    loadingMore,
  };
}

/** A case that moved between two pages is shown once. */
function distinct(lines: readonly CaseLine[]): readonly CaseLine[] {
  return [...new Map(lines.map((line) => [line.case, line])).values()];
}
