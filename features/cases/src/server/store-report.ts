import { PREPARED, type Database, type Tx } from "@niuniu/host";
import { sql } from "kysely";
import { rowOf, type CaseRow, type NewEntry } from "./store-case.ts";
import { tablesOf } from "./tables.ts";

/** A case as it comes in: its row, the first links of its chain, and one wrap per reader. */
export interface NewCase {
  readonly row: CaseRow;
  readonly entries: readonly NewEntry[];
  readonly wraps: readonly { readonly reader: string; readonly wrap: Uint8Array }[];
}

/** A row as one JSON record: bytes in PostgreSQL's own hexadecimal, the rest as JSON has it. */
function recordOf(row: CaseRow): Readonly<Record<string, unknown>> {
  const given = Object.entries(rowOf(row)).map(([name, value]) => [
    name,
    Buffer.isBuffer(value) ? hexOf(value) : value,
  ]);
  return { ...(Object.fromEntries(given) as Readonly<Record<string, unknown>>), state: row.state };
}

const hexOf = (bytes: Uint8Array): string => `\\x${Buffer.from(bytes).toString("hex")}`;

/** Ciphertexts one behind the other, so that they travel as bytes; `at` counts from 1, as SQL does. */
class Bytes {
  readonly #parts: Uint8Array[] = [];
  #length = 0;

  add(part: Uint8Array): { readonly at: number; readonly size: number } {
    const at = this.#length + 1;
    this.#parts.push(part);
    this.#length += part.length;
    return { at, size: part.length };
  }

  all(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/**
 * Stores cases with their chains and wraps in one statement. Those with a lookup or a name that is taken are left out,
 * whole; the others are given back.
 */
export async function insertCases(tx: Tx, cases: readonly NewCase[]): Promise<ReadonlySet<NewCase>> {
  const byName = new Map(cases.toReversed().map((fresh) => [fresh.row.id, fresh]));
  const distinct = [...byName.values()];
  const bytes = new Bytes();
  const entries = distinct.flatMap(({ row, entries: links }) =>
    links.map(({ number, text, salt, envelope }) => {
      const place = envelope === null ? {} : bytes.add(envelope);
      return { case_id: row.id, number, text, salt: hexOf(salt), ...place };
    }),
  );
  const wraps = distinct.flatMap(({ row, wraps: keys }) =>
    keys.map(({ reader, wrap }) => ({ case_id: row.id, reader, ...bytes.add(wrap) })),
  );
  const rows = JSON.stringify(distinct.map(({ row }) => recordOf(row)));
  const stored = await sql<{ id: string }>`${PREPARED}
    with sealed as materialized (
      select ${bytes.all()}::bytea as bytes
    ), fresh as (
      insert into cases_case select * from json_populate_recordset(null::cases_case, ${rows}::json)
      on conflict do nothing returning id
    ), chained as (
      insert into cases_entry (case_id, number, text, salt, envelope)
      select of.case_id, of.number, of.text, of.salt, substring((select bytes from sealed) from of.at for of.size)
      from json_to_recordset(${JSON.stringify(entries)}::json)
        as of (case_id text, number integer, text text, salt bytea, at integer, size integer)
      join fresh on fresh.id = of.case_id
    ), wrapped as (
      insert into cases_wrap (case_id, reader, wrap)
      select of.case_id, of.reader, substring((select bytes from sealed) from of.at for of.size)
      from json_to_recordset(${JSON.stringify(wraps)}::json)
        as of (case_id text, reader text, at integer, size integer)
      join fresh on fresh.id = of.case_id
    )
    select id from fresh`.execute(tx);
  return new Set(stored.rows.flatMap(({ id }) => byName.get(id) ?? []));
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
