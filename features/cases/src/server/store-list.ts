import type { Database } from "@niuniu/host";
import { sql } from "kysely";
import { caseOf, type CaseRow } from "./store-case.ts";
import { tablesOf, type MovedTable } from "./tables.ts";

/** Lines on one page of a list. */
export const PAGE = 50;

/** Which cases: those a member owes, all open, or all closed ones that the member can open. */
export type Which = "owed" | "open" | "closed";

/** Where the last page ended: the due (ms since epoch) or closing day, and the case. */
export interface Cursor {
  readonly at: string;
  readonly id: string;
}

/** One page, by date and then case, newest closing day first for closed ones; one line more than a page if there is another. */
export async function readPage(
  db: Database,
  member: string,
  which: Which,
  after: Cursor | null,
): Promise<readonly CaseRow[]> {
  const all = tablesOf(db)
    .selectFrom("cases_case")
    .selectAll()
    .where(sql<boolean>`readers @> array[${member}]`)
    .limit(PAGE + 1);
  const due = after === null ? null : new Date(Number(after.at));
  if (which === "closed") {
    const closed = all.where("closed_on", "is not", null).orderBy("closed_on", "desc").orderBy("id");
    const page =
      after === null
        ? closed
        : closed.where(sql<boolean>`(closed_on < ${after.at} or (closed_on = ${after.at} and id > ${after.id}))`);
    return (await page.execute()).map(caseOf);
  }
  const open = all.where("due", "is not", null).orderBy("due").orderBy("id");
  const chosen = which === "owed" ? open.where("owner", "=", member) : open;
  const page = due === null ? chosen : chosen.where(sql<boolean>`(due, id) > (${due}, ${after?.id ?? ""})`);
  return (await page.execute()).map(caseOf);
}

/** How many cases each of a member's lists has. */
export async function countLists(db: Database, member: string): Promise<Readonly<Record<Which, number>>> {
  const found = await sql<Record<Which, number>>`
    select
      count(*) filter (where due is not null and owner = ${member})::integer as owed,
      count(*) filter (where due is not null)::integer as open,
      count(*) filter (where due is null)::integer as closed
    from cases_case where readers @> array[${member}]`.execute(db);
  return found.rows[0] ?? { owed: 0, open: 0, closed: 0 };
}

/** Cases that moved away from a member because a date was missed, newest first. */
export async function readMoved(db: Database, member: string, most: number): Promise<readonly MovedTable[]> {
  return tablesOf(db)
    .selectFrom("cases_moved")
    .selectAll()
    .where("member", "=", member)
    .orderBy("day", "desc")
    .orderBy("case_id")
    .orderBy("number")
    .limit(most)
    .execute();
}

/** The open cases somebody owns who is not among `present`. */
export async function readLeft(db: Database, present: readonly string[]): Promise<readonly string[]> {
  const found = await tablesOf(db)
    .selectFrom("cases_case")
    .select("id")
    .where("due", "is not", null)
    .where(sql<boolean>`owner <> all(${[...present]}::text[])`)
    .orderBy("id")
    .execute();
  return found.map(({ id }) => id);
}

/** The distinct sets of people who can open an open case, with the first such case. */
export async function readOpenReaders(db: Database): Promise<readonly CaseRow[]> {
  const found = await sql<{ id: string }>`
    select min(id) as id from cases_case where due is not null group by readers`.execute(db);
  const ids = found.rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  return (await tablesOf(db).selectFrom("cases_case").selectAll().where("id", "in", ids).execute()).map(caseOf);
}
