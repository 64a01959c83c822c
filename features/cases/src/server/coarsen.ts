import type { Timers, Tx } from "@niuniu/host";
import { sql } from "kysely";
import { forgetNonces } from "./store-nonce.ts";
import { tablesOf } from "./tables.ts";

/** The timer kind under which a case's date stands; its key is the case. */
export const DUE = "cases/due";

/** Each table in the order of keys that tell nothing of when a row came. */
const ORDERS = {
  cases_case: "id",
  cases_entry: "case_id, number",
  cases_wrap: "case_id, reader",
  cases_moved: "member, case_id, number",
  cases_tally: "day, what, days",
} as const;

/**
 * Rewrites the tables so that neither the place of a row, nor the number of the transaction that wrote it, nor the
 * place of its large values tells when it came: every row is written anew, in key order, by this one transaction.
 * CLUSTER alone would keep both numbers. The dates of open cases are set again in the same order, for the timer table
 * tells the same. Nobody can write meanwhile. Returns false, and does nothing, if nothing came since the last time.
 */
export async function coarsen(tx: Tx, timers: Timers, now: number): Promise<boolean> {
  await forgetNonces(tx, now);
  if (!(await hasOrder(tx))) return false;
  for (const [table, order] of Object.entries(ORDERS)) await rewrite(tx, table, order);
  const open = await tablesOf(tx)
    .selectFrom("cases_case")
    .select(["id", "due"])
    .where("due", "is not", null)
    .orderBy("id")
    .execute();
  const dated = open.flatMap(({ id, due }) => (due === null ? [] : [{ kind: DUE, key: id, due: due.getTime() }]));
  await timers.set(tx, ...dated);
  return true;
}

/** True if rows of any table were written by different transactions. */
async function hasOrder(tx: Tx): Promise<boolean> {
  const spread = Object.keys(ORDERS).map(
    (table) =>
      sql`exists (select 1 from ${sql.table(table)} a where a.xmin <> (select b.xmin from ${sql.table(table)} b limit 1))`,
  );
  const found = await sql<{ any: boolean }>`select ${sql.join(spread, sql` or `)} as any`.execute(tx);
  return found.rows[0]?.any ?? false;
}

async function rewrite(tx: Tx, table: string, order: string): Promise<void> {
  const [from, copy] = [sql.table(table), sql.table(`${table}_copy`)];
  await sql`lock table ${from} in access exclusive mode`.execute(tx);
  await sql`create temporary table ${copy} on commit drop as table ${from}`.execute(tx);
  await sql`truncate ${from}`.execute(tx);
  await sql`insert into ${from} select * from ${copy} order by ${sql.raw(order)}`.execute(tx);
  await sql`drop table ${copy}`.execute(tx);
}
