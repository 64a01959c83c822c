import type { Database, Tx } from "@niuniu/host";
import { type NewEntry, pack, unpack } from "@niuniu/matter/server";
import { sql, type Selectable } from "kysely";
import type { CaseClass, Stage } from "../routes.ts";
import { completed, type CaseState } from "../state.ts";
import { framed, piecesOf, sizeOf, unframed, WRAPS } from "./pieces.ts";
import { tablesOf, type CaseTable } from "./tables.ts";

/** A case without its chain. `due` is ms since epoch, null when the case is closed; hashes and keys are raw bytes. */
export interface CaseRow {
  readonly id: string;
  readonly lookup: Uint8Array;
  readonly auth: Uint8Array | null;
  readonly body: Uint8Array;
  readonly class: CaseClass;
  /** The day it came. */
  readonly begun: string;
  readonly statement: number;
  readonly struck: readonly string[];
  /** Hashes of the rules it began under, hex. */
  readonly policy: string;
  readonly calendar: string;
  readonly readers: readonly string[];
  readonly state: CaseState;
  readonly head: Uint8Array;
  readonly entries: number;
  readonly stage: Stage;
  readonly waiting: boolean;
  readonly opened: boolean;
  readonly overdue: boolean;
  readonly missed: number;
  readonly owner: string | null;
  readonly due: number | null;
  readonly closedOn: string | null;
}

/** A row as the database gives it. */
export function caseOf(found: Selectable<CaseTable>): CaseRow {
  const { closed_on, due, state, ...rest } = found;
  return { ...rest, state: completed(state, rest.overdue, rest), due: due?.getTime() ?? null, closedOn: closed_on };
}

/** How a case is asked for: by its name, or by the lookup of a receipt or pick-up number. */
export type CaseKey = { readonly id: string } | { readonly lookup: Uint8Array };

function chosen(db: Database | Tx, key: CaseKey) {
  const all = tablesOf(db).selectFrom("cases_case").selectAll();
  return "id" in key ? all.where("id", "=", key.id) : all.where("lookup", "=", Buffer.from(key.lookup));
}

/** The case, or null. */
export async function readCase(db: Database | Tx, key: CaseKey): Promise<CaseRow | null> {
  const found = await chosen(db, key).executeTakeFirst();
  return found === undefined ? null : caseOf(found);
}

/**
 * The case, held until the transaction ends: two acts on one case come one after the other. One that is being settled is
 * gone from its place for an instant, and is looked for again.
 */
export async function holdCase(tx: Tx, key: CaseKey): Promise<CaseRow | null> {
  const found = chosen(tx, key).forUpdate();
  const row = (await found.executeTakeFirst()) ?? (await found.executeTakeFirst());
  return row === undefined ? null : caseOf(row);
}

/** Those of the cases that nobody else holds, held likewise; and the names of those that somebody does. */
export async function holdCases(
  tx: Tx,
  ids: readonly string[],
): Promise<{ readonly held: readonly CaseRow[]; readonly busy: readonly string[] }> {
  const all = tablesOf(tx)
    .selectFrom("cases_case")
    .where(sql<boolean>`id = any(${[...ids]}::text[])`);
  const rows = await all.selectAll().orderBy("id").forUpdate().skipLocked().execute();
  if (rows.length === ids.length) return { held: rows.map(caseOf), busy: [] };
  const held = new Set(rows.map(({ id }) => id));
  const there = await all.select("id").execute();
  return { held: rows.map(caseOf), busy: there.flatMap(({ id }) => (held.has(id) ? [] : [id])) };
}

/** One link without its ciphertext; `size` is that of the ciphertext in bytes as it is stored, null where there is none. */
export type Link = Pick<NewEntry, "number" | "text" | "salt"> & { readonly size: number | null };

/** The whole chain, oldest first, without the ciphertexts: those of a long case can be larger than memory. */
export async function readLinks(db: Database | Tx, id: string): Promise<readonly Link[]> {
  const found = await sql<{ number: number; text: string; salt: Buffer; size: number | null }>`
    select number, text, salt, ${sizeOf(sql`cases_entry.case_id`, sql`cases_entry.number`)} as size
    from cases_entry where case_id = ${id} order by number`.execute(db);
  return found.rows;
}

/** The ciphertexts of these entries, by number. */
export async function readEnvelopes(
  db: Database | Tx,
  id: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  if (numbers.length === 0) return new Map();
  const found = await sql<{ number: number; envelope: Buffer }>`
    select number, string_agg(bytes, ''::bytea order by part) as envelope from cases_piece
    where case_id = ${id} and number = any(${[...numbers]}::integer[]) group by number`.execute(db);
  return new Map(found.rows.map(({ number, envelope }) => [number, unpack(envelope)]));
}

/** How many entries of a case this author signed. An act holds no free text, so nobody can write another's name into one. */
export async function countActs(tx: Tx, id: string, by: string): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::integer as count from cases_entry
    where case_id = ${id} and text like ${`%"by":"${by}"%`}`.execute(tx);
  return found.rows[0]?.count ?? 0;
}

/** The wraps of a case by their readers, packed. */
export async function readWraps(db: Database | Tx, id: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const found = await sql<{ wrapped: string; wraps: Buffer | null }>`
    select wrapped, (select string_agg(bytes, ''::bytea order by part) from cases_piece
      where case_id = cases_case.id and number = ${sql.lit(WRAPS)}) as wraps
    from cases_case where id = ${id}`.execute(db);
  const [row] = found.rows;
  if (row === undefined || row.wraps === null || row.wrapped === "") return new Map();
  const wraps = unframed(row.wraps);
  return new Map(
    row.wrapped.split(",").flatMap((reader, at) => (wraps[at] === undefined ? [] : [[reader, wraps[at]]])),
  );
}

/** One reader's wrap, or null. */
export async function readWrap(db: Database | Tx, id: string, reader: string): Promise<Uint8Array | null> {
  const wrap = (await readWraps(db, id)).get(reader);
  return wrap === undefined ? null : unpack(wrap);
}

/** Gives a reader of a case that is held a wrap; one the reader had before is replaced. */
export async function saveWrap(
  tx: Tx,
  {
    id,
    reader,
    wrap,
    fresh,
  }: { readonly id: string; readonly reader: string; readonly wrap: Uint8Array; readonly fresh: string },
): Promise<void> {
  const wraps = new Map([...(await readWraps(tx, id)), [reader, pack(wrap)]]);
  const bytes = framed([...wraps.values()]);
  const given = sql`(select ${id} as case_id, ${sql.lit(WRAPS)} as number, 1 as at, ${sql.lit(bytes.length)} as size) as of`;
  await sql`update cases_case set wrapped = ${[...wraps.keys()].join()}, fresh = ${fresh}::date where id = ${id}`.execute(
    tx,
  );
  // Pieces that are being settled are gone from their place for an instant; after that wait they are found.
  await sql`select from cases_piece where case_id = ${id} and number = ${sql.lit(WRAPS)} for update`.execute(tx);
  await sql`delete from cases_piece where case_id = ${id} and number = ${sql.lit(WRAPS)}`.execute(tx);
  await sql`insert into cases_piece (number, fresh, part, case_id, bytes)
    ${piecesOf(given, sql`${bytes}::bytea`, fresh)}`.execute(tx);
}
