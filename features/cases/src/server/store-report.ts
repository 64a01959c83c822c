import type { Database, Tx } from "@niuniu/host";
import { sql } from "kysely";
import { entryOf, rowOf, type CaseRow, type NewEntry } from "./store-case.ts";
import { tablesOf } from "./tables.ts";

/** A case as it comes in: its row, the first links of its chain, and one wrap per reader. */
export interface NewCase {
  readonly row: CaseRow;
  readonly entries: readonly NewEntry[];
  readonly wraps: readonly { readonly reader: string; readonly wrap: Uint8Array }[];
}

/**
 * Stores a case with its chain and wraps in one statement. False, and nothing stored, if there is one with the same
 * lookup or the same name.
 */
export async function insertCase(tx: Tx, fresh: NewCase): Promise<boolean> {
  const { row, entries, wraps } = fresh;
  const given = rowOf(row);
  const names = sql.join(Object.keys(given).map((name) => sql.ref(name)));
  const keys = wraps.map(({ reader, wrap }) => sql`(${reader}::text, ${Buffer.from(wrap)}::bytea)`);
  const stored = await sql<{ id: string }>`
    with fresh as (
      insert into cases_case (${names}) values (${sql.join(Object.values(given))}) on conflict do nothing returning id
    ), chained as (
      insert into cases_entry (case_id, number, text, salt, envelope)
      select fresh.id, given.* from fresh, (values ${sql.join(entries.map(entryOf))}) as given
    ), wrapped as (${
      keys.length === 0
        ? sql`select 1`
        : sql`insert into cases_wrap (case_id, reader, wrap)
      select fresh.id, given.* from fresh, (values ${sql.join(keys)}) as given`
    })
    select id from fresh`.execute(tx);
  return stored.rows.length === 1;
}

/** What the case with this lookup was made from: its name and the hash of the report's body, or null. */
export async function findReport(
  db: Database,
  lookup: Uint8Array,
): Promise<{ readonly id: string; readonly body: Uint8Array } | null> {
  const found = await tablesOf(db)
    .selectFrom("cases_case")
    .select(["id", "body"])
    .where("lookup", "=", Buffer.from(lookup))
    .executeTakeFirst();
  return found ?? null;
}

/** How many open cases nobody has opened yet, counted no further than `most`. */
export async function countUnread(db: Database, most: number): Promise<number> {
  const found = await sql<{ unread: number }>`
    select count(*)::integer as unread
    from (select 1 from cases_case where due is not null and not opened limit ${most}) as unread`.execute(db);
  return found.rows[0]?.unread ?? 0;
}
