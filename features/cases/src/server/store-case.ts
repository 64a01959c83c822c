import type { Database, Tx } from "@niuniu/host";
import { sql, type RawBuilder, type Selectable } from "kysely";
import type { CaseClass, Stage } from "../routes.ts";
import { completed, type CaseState } from "../state.ts";
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

/** One link to add to a chain. */
export interface NewEntry {
  readonly number: number;
  readonly text: string;
  readonly salt: Uint8Array;
  readonly envelope: Uint8Array | null;
}

/** One link of a chain as a row of `values`. */
function entryOf({ number, text, salt, envelope }: NewEntry): RawBuilder<unknown> {
  const cipher = envelope === null ? null : Buffer.from(envelope);
  return sql`(${number}::integer, ${text}::text, ${Buffer.from(salt)}::bytea, ${cipher}::bytea)`;
}

/** Column name → value, for insert and update alike. */
export function rowOf(row: CaseRow): Readonly<Record<string, unknown>> {
  const { closedOn, due, state, lookup, auth, body, head, struck, readers, ...plain } = row;
  return {
    ...plain,
    lookup: Buffer.from(lookup),
    auth: auth === null ? null : Buffer.from(auth),
    body: Buffer.from(body),
    head: Buffer.from(head),
    struck: [...struck],
    readers: [...readers],
    state: JSON.stringify(state),
    due: due === null ? null : new Date(due),
    closed_on: closedOn,
  };
}

/** A row as the database gives it. */
export function caseOf(found: Selectable<CaseTable>): CaseRow {
  const { closed_on, due, state, ...rest } = found;
  return { ...rest, state: completed(state, rest.overdue), due: due?.getTime() ?? null, closedOn: closed_on };
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

/** The case, held until the transaction ends: two acts on one case come one after the other. */
export async function holdCase(tx: Tx, key: CaseKey): Promise<CaseRow | null> {
  const found = await chosen(tx, key).forUpdate().executeTakeFirst();
  return found === undefined ? null : caseOf(found);
}

/** Replaces a held case by what it has become and adds to its chain. */
export async function saveCase(tx: Tx, row: CaseRow, entries: readonly NewEntry[]): Promise<void> {
  const { id, ...changed } = rowOf(row);
  await tablesOf(tx).updateTable("cases_case").set(changed).where("id", "=", row.id).executeTakeFirstOrThrow();
  if (entries.length === 0) return;
  await sql`
    insert into cases_entry (case_id, number, text, salt, envelope)
    select ${id}::text, given.* from (values ${sql.join(entries.map(entryOf))}) as given`.execute(tx);
}

/** The whole chain, oldest first. */
export async function readEntries(db: Database | Tx, id: string): Promise<readonly NewEntry[]> {
  return tablesOf(db)
    .selectFrom("cases_entry")
    .select(["number", "text", "salt", "envelope"])
    .where("case_id", "=", id)
    .orderBy("number")
    .execute();
}

/** One link without its ciphertext; `size` is that of the ciphertext in bytes, null where there is none. */
export type Link = Pick<NewEntry, "number" | "text" | "salt"> & { readonly size: number | null };

/** The whole chain, oldest first, without the ciphertexts: those of a long case can be larger than memory. */
export async function readLinks(db: Database | Tx, id: string): Promise<readonly Link[]> {
  return tablesOf(db)
    .selectFrom("cases_entry")
    .select(["number", "text", "salt", sql<number | null>`octet_length(envelope)`.as("size")])
    .where("case_id", "=", id)
    .orderBy("number")
    .execute();
}

/** The ciphertexts of these entries, by number. */
export async function readEnvelopes(
  db: Database | Tx,
  id: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  if (numbers.length === 0) return new Map();
  const found = await tablesOf(db)
    .selectFrom("cases_entry")
    .select(["number", "envelope"])
    .where("case_id", "=", id)
    .where("number", "in", [...numbers])
    .execute();
  return new Map(found.flatMap(({ number, envelope }) => (envelope === null ? [] : [[number, envelope] as const])));
}

/** How many entries of a case this author signed. An act holds no free text, so nobody can write another's name into one. */
export async function countActs(tx: Tx, id: string, by: string): Promise<number> {
  const found = await sql<{ count: number }>`
    select count(*)::integer as count from cases_entry
    where case_id = ${id} and text like ${`%"by":"${by}"%`}`.execute(tx);
  return found.rows[0]?.count ?? 0;
}

/** One reader's wrap, or null. */
export async function readWrap(db: Database | Tx, id: string, reader: string): Promise<Uint8Array | null> {
  const found = await tablesOf(db)
    .selectFrom("cases_wrap")
    .select("wrap")
    .where("case_id", "=", id)
    .where("reader", "=", reader)
    .executeTakeFirst();
  return found?.wrap ?? null;
}

/** Gives a reader a wrap; one the reader had before is replaced. */
export async function saveWrap(tx: Tx, id: string, reader: string, wrap: Uint8Array): Promise<void> {
  const bytes = Buffer.from(wrap);
  await tablesOf(tx)
    .insertInto("cases_wrap")
    .values({ case_id: id, reader, wrap: bytes })
    .onConflict((conflict) => conflict.columns(["case_id", "reader"]).doUpdateSet({ wrap: bytes }))
    .execute();
}

/** Remembers, for the person it moved away from, that a case went on because a date was missed. */
export async function saveMoved(
  tx: Tx,
  moved: {
    readonly member: string;
    readonly id: string;
    readonly day: string;
    readonly number: number;
    readonly act: string;
    readonly next: string;
  },
): Promise<void> {
  const { id, ...rest } = moved;
  await tablesOf(tx)
    .insertInto("cases_moved")
    .values({ ...rest, case_id: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
