import type { OwedPage, OwedRow } from "./owes.ts";

/** What one source has given so far; open matters of several features come from one. */
export interface Given extends OwedPage {
  readonly rows: readonly FeatureRow[];
}

/** A row, and whose it is. */
export interface FeatureRow extends OwedRow {
  readonly feature: string;
  /** Of an open matter: by what name a list of another feature asks for the same. */
  readonly asked?: string;
}

/** What comes of a source when its next page has come. What moved between the two pages stands there once, as it came last. */
export function added(before: Given, next: Given): Given {
  const rows = new Map([...before.rows, ...next.rows].map((row) => [`${row.feature} ${row.matter}`, row]));
  return { ...next, rows: [...rows.values()] };
}

/**
 * What an open matter asks for and a list of its own feature's as well, once: as the row of that list, with the earlier date. One that no
 * row stands for stays.
 */
function asOne(rows: readonly FeatureRow[]): readonly FeatureRow[] {
  const matters = new Map(rows.flatMap((row) => (row.asked === undefined ? [] : [[row.asked, row] as const])));
  const standing = new Set(rows.flatMap(({ about }) => (about === undefined ? [] : [about])));
  return rows.flatMap((row) => {
    if (row.asked !== undefined && standing.has(row.asked)) return [];
    const due = matters.get(row.about ?? "")?.due ?? row.due;
    return [{ ...row, due: Math.min(due, row.due) }];
  });
}

/**
 * All that is owed by date, as far as it is known from every source: behind the last row of a page that has another after it,
 * something may still come in between.
 */
export function inOrder(given: readonly Given[]): readonly FeatureRow[] {
  const known = given.map(({ rows, after }) => (after === null ? Infinity : (rows.at(-1)?.due ?? Infinity)));
  const until = Math.min(...known);
  const rows = asOne(given.flatMap((one) => one.rows)).filter(({ due }) => due <= until);
  const key = ({ feature, matter }: FeatureRow): string => `${feature} ${matter}`;
  return rows.toSorted((a, b) => a.due - b.due || (key(a) < key(b) ? -1 : 1));
}
