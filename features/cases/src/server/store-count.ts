import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";
import { caseOf, type CaseRow } from "./store-case.ts";
import { tablesOf } from "./tables.ts";

/** What of the cases is counted; see migrations/004-settled.sql for the key of each. */
type What = "open" | "waiting" | "overdue" | "owed" | "open-to" | "closed-to";

/** How many cases more, or less, stand like this. */
export interface Change {
  readonly what: What;
  readonly key: string;
  readonly n: number;
}

/** Where a case counts, as the view cases_counted has it. */
export function countedAs({ due, begun, waiting, overdue, owner, readers }: CaseRow): readonly Change[] {
  const at = (what: What, key: string, counts = true): readonly Change[] => (counts ? [{ what, key, n: 1 }] : []);
  const open = due !== null;
  return [
    ...at("open", begun, open),
    ...at("waiting", begun, open && waiting),
    ...at("overdue", "", overdue),
    ...at("owed", owner ?? "", open),
    ...at(open ? "open-to" : "closed-to", readers.join()),
  ];
}

/** What is counted otherwise once a case has become another. */
export function changesOf(before: CaseRow, after: CaseRow): readonly Change[] {
  const gone = countedAs(before).map((one) => ({ ...one, n: -1 }));
  return summed([...gone, ...countedAs(after)]);
}

/** Each thing once; what evens out is left away. */
export function summed(changes: readonly Change[]): readonly Change[] {
  const sums = new Map<string, Change>();
  for (const { what, key, n } of changes) {
    const name = `${what} ${key}`;
    sums.set(name, { what, key, n: n + (sums.get(name)?.n ?? 0) });
  }
  return [...sums.values()].filter(({ n }) => n !== 0);
}

/** Counts in the caller's transaction. Rows are only added: whoever counts at the same time is not waited for. */
export async function saveChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into cases_count (what, key, n)
    select what, key, n from unnest(${changes.map(({ what }) => what)}::text[], ${changes.map(({ key }) => key)}::text[],
      ${changes.map(({ n }) => n)}::integer[]) as of (what, key, n)`.execute(tx);
}

/** Adds the rows of each count and tally up, in an order that tells nothing. Those that others add meanwhile stay. */
export async function addUp(tx: Tx, since: string): Promise<void> {
  await sql`
    with several as (
      delete from cases_count where (what, key) in (select what, key from cases_count group by what, key having count(*) > 1)
      returning what, key, n
    )
    insert into cases_count (what, key, n)
    select what, key, sum(n)::integer from several group by what, key having sum(n) <> 0 order by what, key`.execute(
    tx,
  );
  await sql`
    with several as (
      delete from cases_tally where day >= ${since} and (day, what, days) in (
        select day, what, days from cases_tally where day >= ${since} group by day, what, days having count(*) > 1)
      returning day, what, days, count
    )
    insert into cases_tally (day, what, days, count)
    select day, what, days, sum(count)::integer from several group by day, what, days order by day, what, days`.execute(
    tx,
  );
}

/** How many cases each of a member's lists has. */
export async function countLists(
  db: Database,
  member: string,
): Promise<{ readonly owed: number; readonly open: number; readonly closed: number }> {
  const found = await sql<{ owed: number; open: number; closed: number }>`
    select
      coalesce(sum(n) filter (where what = 'owed'), 0)::integer as owed,
      coalesce(sum(n) filter (where what = 'open-to'), 0)::integer as open,
      coalesce(sum(n) filter (where what = 'closed-to'), 0)::integer as closed
    from cases_count
    where what = 'owed' and key = ${member}
      or what in ('open-to', 'closed-to') and ${member} = any(string_to_array(key, ','))`.execute(db);
  return found.rows[0] ?? { owed: 0, open: 0, closed: 0 };
}

/** Who owns open cases. */
export async function readOwners(db: Database): Promise<readonly string[]> {
  const found = await sql<{ key: string }>`
    select key from cases_count where what = 'owed' group by key having sum(n) > 0 order by key`.execute(db);
  return found.rows.map(({ key }) => key);
}

/**
 * An open case of each distinct set of people who can open one, of each set of those who have said that they cannot or were let in
 * and have not opened it, and, of those whose outcome is late, the one about which somebody has written last.
 */
export async function readOpenReaders(db: Database): Promise<readonly CaseRow[]> {
  const sets = sql`select key from cases_count where what = 'open-to' group by key having sum(n) > 0`;
  const tried = sql`jsonb_path_query_array(state, '$.cannotOpen[*] ? (@.contested == false).by')`;
  const those = sql`${tried}, state -> 'unproven'`;
  const late = sql`state ->> 'late' = 'outcome'`;
  const found = await sql<{ id: string }>`
    select first.id from (${sets}) as of cross join lateral (
      select id from cases_case
      where due is not null and not state ?| array['cannotOpen', 'unproven'] and (${late}) is not true
        and readers = string_to_array(of.key, ',') limit 1
    ) as first
    union all
    (select distinct on (readers, class, policy, ${those}) id from cases_case where due is not null and ${late}
    order by readers, class, policy, ${those}, greatest(state ->> 'wrote', state ->> 'outcomeBy') desc)
    union all
    select min(id) from cases_case where due is not null and state ?| array['cannotOpen', 'unproven'] and (${late}) is not true
    group by readers, ${those}`.execute(db);
  const ids = found.rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  return (await tablesOf(db).selectFrom("cases_case").selectAll().where("id", "in", ids).execute()).map(caseOf);
}

/** The counts that are kept otherwise than they are found when all cases are counted, by name. */
export async function readMiscounted(db: Database | Tx): Promise<readonly string[]> {
  const found = await sql<{ name: string }>`
    select what || ' ' || key as name
    from (select what, key, sum(n) as kept from cases_count group by what, key having sum(n) <> 0) as kept
    full join cases_counted using (what, key)
    where kept is distinct from n order by 1`.execute(db);
  return found.rows.map(({ name }) => name);
}
