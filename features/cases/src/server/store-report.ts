import { utcDay, type Database, type Host, type Tx } from "@niuniu/host";
import { begunOn, type NewSealed } from "@niuniu/matter/server";
import { sql, type RawBuilder } from "kysely";
import { isUrgent, type CaseRow } from "./store-case.ts";
import { countedAs } from "./store-count.ts";
import { keeping, recordOf } from "./store-step.ts";

/** A case as it comes in: its row, the first links of its chain, and one wrap per reader. */
export interface NewCase extends Omit<NewSealed, "record"> {
  readonly row: CaseRow;
}

/** Counts these cases in the statement that stores them: SQL. */
function counting(cases: readonly NewCase[]): RawBuilder<unknown> {
  const counts = cases.flatMap(({ row }) => countedAs(row).map((one) => ({ case_id: row.id, ...one })));
  return sql`counted as (
    insert into cases_count (what, key, n)
    select of.what, of.key, sum(of.n)::integer
    from json_to_recordset(${JSON.stringify(counts)}::json) as of (case_id text, what text, key text, n integer)
    join stored on stored.id = of.case_id group by of.what, of.key
  )`;
}

/**
 * Stores cases as they come in, counts them, with their dates and who is told, and places their heads in the record. Gives the slot of
 * each, or null where its lookup or name is taken.
 */
export async function beginCases(
  tx: Tx,
  host: Pick<Host, "now" | "timers" | "notices" | "record">,
  cases: readonly NewCase[],
): Promise<readonly (number | null)[]> {
  const fresh = utcDay(host.now());
  const made = cases.map((one) => ({ ...one, record: recordOf(one.row, fresh) }));
  const stored = await keeping.insert(tx, made, fresh, counting);
  const rows = [...stored].map(({ row }) => row);
  const slot = await begunOn(tx, host, { feature: "cases", urgent: isUrgent }, rows);
  return made.map((one) => (stored.has(one) ? slot : null));
}

/** How many open cases nobody has opened yet, counted no further than `most`. */
export async function countUnread(db: Database, most: number): Promise<number> {
  const found = await sql<{ unread: number }>`
    select count(*)::integer as unread
    from (select 1 from cases_case where due is not null and not opened limit ${most}) as unread`.execute(db);
  return found.rows[0]?.unread ?? 0;
}
