import { PREPARED, utcDay, type Database, type Host, type Tx } from "@niuniu/host";
import { sql } from "kysely";
import { Bytes, dueOf, framed, linkOf, pack, piecesOf, toldOf, WRAPS, type NewEntry } from "@niuniu/matter/server";
import { isUrgent, type CaseRow } from "./store-case.ts";
import { countedAs } from "./store-count.ts";
import { recordOf } from "./store-step.ts";
import { tablesOf } from "./tables.ts";

/** A case as it comes in: its row, the first links of its chain, and one wrap per reader. */
export interface NewCase {
  readonly row: CaseRow;
  readonly entries: readonly NewEntry[];
  readonly wraps: readonly { readonly reader: string; readonly wrap: Uint8Array }[];
}

/**
 * Stores cases with their chains and wraps, and counts them, in one statement. Those with a lookup or a name that is taken
 * are left out, whole; the others are given back. `fresh`: today in UTC.
 */
async function insertCases(tx: Tx, cases: readonly NewCase[], fresh: string): Promise<ReadonlySet<NewCase>> {
  const byName = new Map(cases.toReversed().map((one) => [one.row.id, one]));
  const distinct = [...byName.values()];
  const bytes = new Bytes();
  const links = distinct.flatMap(({ row, entries }) => entries.map((entry) => linkOf(row.id, entry, bytes)));
  const wraps = distinct.flatMap(({ row, wraps: keys }) =>
    keys.length === 0
      ? []
      : [{ case_id: row.id, number: WRAPS, ...bytes.addPacked(framed(keys.map(({ wrap }) => pack(wrap)))) }],
  );
  const counts = distinct.flatMap(({ row }) => countedAs(row).map((one) => ({ case_id: row.id, ...one })));
  const rows = JSON.stringify(
    distinct.map(({ row, wraps: keys }) => ({
      ...recordOf(row, fresh),
      wrapped: keys.map(({ reader }) => reader).join(),
    })),
  );
  const stored = await sql<{ id: string }>`${PREPARED}
    with sealed as materialized (
      select ${bytes.all()}::bytea as bytes
    ), stored as (
      insert into cases_case select * from json_populate_recordset(null::cases_case, ${rows}::json)
      on conflict do nothing returning id
    ), given as materialized (
      select of.* from json_to_recordset(${JSON.stringify(links)}::json)
        as of (case_id text, number integer, text text, salt bytea, at integer, size integer)
      join stored on stored.id = of.case_id
    ), chained as (
      insert into cases_entry (case_id, number, text, salt, fresh)
      select case_id, number, text, salt, ${fresh}::date from given
    ), ciphertexts as materialized (
      select case_id, number, at, size from given where at is not null
      union all
      select of.case_id, of.number, of.at, of.size
      from json_to_recordset(${JSON.stringify(wraps)}::json) as of (case_id text, number integer, at integer, size integer)
      join stored on stored.id = of.case_id
    ), enveloped as (
      insert into cases_piece (number, fresh, part, case_id, bytes)
      ${piecesOf(sql`ciphertexts`, sql`(select bytes from sealed)`, fresh)}
    ), counted as (
      insert into cases_count (what, key, n)
      select of.what, of.key, sum(of.n)::integer
      from json_to_recordset(${JSON.stringify(counts)}::json) as of (case_id text, what text, key text, n integer)
      join stored on stored.id = of.case_id group by of.what, of.key
    )
    select id from stored`.execute(tx);
  return new Set(stored.rows.flatMap(({ id }) => byName.get(id) ?? []));
}

/**
 * Stores cases as they come in, with their dates and who is told, and places their heads in the record. Gives the slot of each, or null
 * where its lookup or name is taken.
 */
export async function beginCases(
  tx: Tx,
  { now, timers, notices, record }: Pick<Host, "now" | "timers" | "notices" | "record">,
  cases: readonly NewCase[],
): Promise<readonly (number | null)[]> {
  const at = now();
  const stored = await insertCases(tx, cases, utcDay(at));
  const kind = dueOf("cases");
  const rows = [...stored].map(({ row }) => row);
  await timers.set(tx, ...rows.flatMap(({ id, due }) => (due === null ? [] : [{ kind, key: id, due }])));
  const told = rows.map((row) =>
    toldOf(row, { feature: "cases", urgent: isUrgent(row), by: null, now: at, before: notices.before }),
  );
  await notices.plan(tx, ...told);
  if (stored.size === 0) return cases.map(() => null);
  const heads = rows.map(({ head }) => head);
  const slot = await record.place(tx, heads);
  return cases.map((fresh) => (stored.has(fresh) ? slot : null));
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
