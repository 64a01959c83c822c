import type { Database } from "@niuniu/host";
import { sql } from "kysely";
import { caseOf, type CaseRow } from "./store-case.ts";
import { tablesOf, type Moved } from "./tables.ts";

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

/** Cases that moved away from a member because a date was missed, newest first. */
export async function readMoved(db: Database, member: string, most: number): Promise<readonly Moved[]> {
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

/** When what this member owes is due (ms since epoch), the soonest first; so many at most. */
export async function readDues(db: Database, member: string, most: number): Promise<readonly number[]> {
  const owed = tablesOf(db).selectFrom("cases_case").select("due").where("owner", "=", member);
  const rows = await owed.where("due", "is not", null).orderBy("due").limit(most).execute();
  return rows.flatMap(({ due }) => due?.getTime() ?? []);
}

/** The open cases that one of these people owns. */
export async function readOwned(db: Database, owners: readonly string[]): Promise<readonly string[]> {
  const found = await tablesOf(db)
    .selectFrom("cases_case")
    .select("id")
    .where("due", "is not", null)
    .where(sql<boolean>`owner = any(${[...owners]}::text[])`)
    .orderBy("id")
    .execute();
  return found.map(({ id }) => id);
}
