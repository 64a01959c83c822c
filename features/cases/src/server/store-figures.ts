import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";
import { tablesOf, type TallyTable } from "./tables.ts";

/**
 * What happened on a day: an answer after so many days, a date met, a date missed, a report set aside, an outcome contested,
 * one that could not be read.
 */
export type Tally = Omit<TallyTable, "count">;

/** The same once more, or (`count`: -1) once less. */
export type Counting = Tally & { readonly count?: 1 | -1 };

/**
 * Counts what happened, the same once with how often, or takes back what was counted and turned out not to be so (`count`: -1). Rows
 * are only added, so that nobody waits for whoever counts at the same time.
 */
export async function saveTallies(tx: Tx, tallies: readonly Counting[]): Promise<void> {
  const same = Map.groupBy(tallies, ({ day, what, days }) => `${day} ${what} ${days}`);
  const rows = [...same.values()].flatMap((alike) => {
    const count = alike.reduce((sum, one) => sum + (one.count ?? 1), 0);
    return alike.slice(0, count === 0 ? 0 : 1).map((one) => ({ ...one, count }));
  });
  if (rows.length === 0) return;
  await tablesOf(tx).insertInto("cases_tally").values(rows).execute();
}

/** Everything counted from `day` on. */
export async function readTallies(db: Database | Tx, day: string): Promise<readonly TallyTable[]> {
  const found = await sql<TallyTable>`
    select day, what, days, sum(count)::integer as count from cases_tally
    where day >= ${day} group by day, what, days`.execute(db);
  return found.rows;
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
      coalesce(sum(n) filter (where what = 'overdue'), 0)::integer as overdue,
      coalesce(sum(n) filter (where what = 'waiting' and key < ${today}), 0)::integer as waiting,
      coalesce(sum(n) filter (where what = 'open' and key < ${today}), 0)::integer as open,
      (select coalesce(sum(count), 0)::integer from cases_tally where what = 'missed') as "missedEver"
    from cases_count`.execute(db);
  return found.rows[0] ?? { overdue: 0, waiting: 0, open: 0, missedEver: 0 };
}
