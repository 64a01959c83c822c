import type { Host, Tx } from "@niuniu/host";
import type { Matter } from "../../state.ts";
import type { Row } from "../store.ts";
import { dueOf } from "../take.ts";
import { toldOf } from "../told.ts";

/**
 * Sets the dates of matters that were stored a moment ago, has their owners told, and places their heads in the record: gives the slot, or
 * null where there are none. `urgent`: whether the owner is told at once, whatever the hour.
 */
export async function begunOn<R extends Pick<Row<Matter>, "id" | "state" | "due" | "head">>(
  tx: Tx,
  { now, timers, notices, record }: Pick<Host, "now" | "timers" | "notices" | "record">,
  { feature, urgent }: { readonly feature: string; readonly urgent: (row: R) => boolean },
  rows: readonly R[],
): Promise<number | null> {
  const [at, kind] = [now(), dueOf(feature)];
  await timers.set(tx, ...rows.flatMap(({ id, due }) => (due === null ? [] : [{ kind, key: id, due }])));
  await notices.plan(
    tx,
    ...rows.map((row) => toldOf(row, { feature, urgent: urgent(row), by: null, now: at, before: notices.before })),
  );
  if (rows.length === 0) return null;
  const heads = rows.map(({ head }) => head);
  return record.place(tx, heads);
}
