import { utcDay, type Host, type Tx } from "@niuniu/host";
import { dueOf } from "@niuniu/matter/server";
import { insertCases, type NewCase } from "./store-report.ts";

/**
 * Stores cases as they come in, with their dates, and places their heads in the record. Gives the slot of each, or null
 * where its lookup or name is taken.
 */
export async function beginCases(
  tx: Tx,
  { now, timers, record }: Pick<Host, "now" | "timers" | "record">,
  cases: readonly NewCase[],
): Promise<readonly (number | null)[]> {
  const stored = await insertCases(tx, cases, utcDay(now()));
  const kind = dueOf("cases");
  const dated = [...stored].flatMap(({ row: { id, due } }) => (due === null ? [] : [{ kind, key: id, due }]));
  await timers.set(tx, ...dated);
  if (stored.size === 0) return cases.map(() => null);
  const heads = [...stored].map(({ row }) => row.head);
  const slot = await record.place(tx, heads);
  return cases.map((fresh) => (stored.has(fresh) ? slot : null));
}
