import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";
import { tablesOf, type TallyTable } from "./tables.ts";

/**
 * What happened on a day: an answer after so many days, a date met, a date missed, a report set aside, an outcome contested,
 * one that could not be read.
 */
export type Tally = Omit<TallyTable, "count">;

/** Counts one more. */
export async function saveTally(tx: Tx, { day, what, days }: Tally): Promise<void> {
  await sql`
    insert into cases_tally (day, what, days, count) values (${day}, ${what}, ${days}, 1)
    on conflict (day, what, days) do update set count = cases_tally.count + 1`.execute(tx);
}

/** Everything counted from `day` on. */
export async function readTallies(db: Database | Tx, day: string): Promise<readonly TallyTable[]> {
  return tablesOf(db).selectFrom("cases_tally").selectAll().where("day", ">=", day).execute();
}

/**
 * How many dates were ever missed, and how the open cases stand. Of what is open, only what came before `today` is counted:
 * whoever looks at the public page all day must not see at which minute somebody reported.
 */
export async function readCounts(
  db: Database | Tx,
  today: string,
): Promise<{
  readonly overdue: number;
  readonly waiting: number;
  readonly open: number;
  readonly missedEver: number;
}> {
  const found = await sql<{ overdue: number; waiting: number; open: number; missedEver: number }>`
    select
      (select count(*)::integer from cases_case where overdue) as overdue,
      (select count(*)::integer from cases_case where due is not null and waiting and begun < ${today}) as waiting,
      (select count(*)::integer from cases_case where due is not null and begun < ${today}) as open,
      (select coalesce(sum(count), 0)::integer from cases_tally where what = 'missed') as "missedEver"`.execute(db);
  return found.rows[0] ?? { overdue: 0, waiting: 0, open: 0, missedEver: 0 };
}
