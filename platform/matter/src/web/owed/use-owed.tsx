import { t, useAct, useLoad, type Acting } from "@niuniu/ui";
import type { Entered } from "@niuniu/ui/area";
import { useEffect, useState } from "preact/hooks";
import { owed } from "../../routes.ts";
import { added, inOrder, type FeatureRow, type Given } from "./merge.ts";
import type { PartOwing } from "./owes.ts";

/** Somewhere that knows what is owed. */
type Source<Inside> = (inside: Inside, after: string | null) => Promise<Given>;

/** The open matters of all features, at most 200. What is owed in a feature that this page cannot show is said at least. */
function openMatters<Inside extends Entered>(features: readonly PartOwing<Inside>[]): Source<Inside> {
  const shown = new Map(
    features.flatMap(({ name, owes }) => (owes !== undefined && "line" in owes ? [[name, owes.line] as const] : [])),
  );
  return async (inside) => {
    const lines = await inside.ask(owed, undefined);
    const rows = lines.map((line): FeatureRow => {
      const { feature, matter, due, about } = line;
      const Line = shown.get(feature);
      if (Line === undefined)
        return { feature, matter, due, show: () => <li>{t("matter.owed.unknown", { feature })}</li> };
      const show = (seen: Parameters<FeatureRow["show"]>[0]) => <Line {...seen} inside={inside} line={line} />;
      return { feature, matter, due, ...(about === null ? {} : { asked: about }), show };
    });
    return { rows, after: null, total: rows.filter(({ asked }) => asked === undefined).length };
  };
}

/** Where what is owed is read: each feature that keeps its own matters, and all open matters at once. */
export function sourcesOf<Inside extends Entered>(features: readonly PartOwing<Inside>[]): readonly Source<Inside>[] {
  const own = features.flatMap(({ name, owes }): readonly Source<Inside>[] => {
    if (owes === undefined || !("read" in owes)) return [];
    return [
      async (inside, after) => {
        const page = await owes.read(inside, after);
        return { ...page, rows: page.rows.map((row) => ({ ...row, feature: name })) };
      },
    ];
  });
  return [...own, openMatters(features)];
}

/** What a member owes, over all features. */
interface Owed {
  /** By date; null until it is known. */
  readonly rows: readonly FeatureRow[] | null;
  readonly total: number;
  readonly error: unknown;
  readonly again: () => void;
  /** How to get more, or null where that is all. */
  readonly more: (() => void) | null;
  readonly loadingMore: Acting;
}

/** Reads the first page of every source, again on every `turn`; further pages when asked. A change shows the first pages anew. */
export function useOwed<Inside extends Entered>(
  sources: readonly Source<Inside>[],
  inside: Inside,
  turn: number,
): Owed {
  const first = useLoad(() => Promise.all(sources.map((read) => read(inside, null))), `owed ${turn}`);
  const [further, setFurther] = useState<readonly Given[] | null>(null);
  const loadingMore = useAct();
  useEffect(() => setFurther(null), [first.value]);
  const given = further ?? first.value ?? [];
  const next = async (): Promise<void> => {
    const pages = sources.map(async (read, at): Promise<Given> => {
      const before = given[at] ?? { rows: [], after: null, total: 0 };
      return before.after === null ? before : added(before, await read(inside, before.after));
    });
    setFurther(await Promise.all(pages));
  };
  return {
    rows: first.value === null ? null : inOrder(given),
    total: given.reduce((sum, { total }) => sum + total, 0),
    error: first.error,
    again: first.again,
    more: given.some(({ after }) => after !== null) ? () => void loadingMore.run(next) : null,
    loadingMore,
  };
}
