import { sha256Hex, type Database, type Tx } from "@niuniu/host";
import type { Problem } from "@niuniu/host/archive";
import { sql } from "kysely";
import { fieldsIn } from "../../entry.ts";
import { faultsOf } from "../check.ts";
import { unpack } from "../pack.ts";
import { sealedStore, type Link, type SealedStore, type SealedTables } from "./store.ts";

const AT_ONCE = 500;

/**
 * Checks every sealed matter at rest: its chain against its head, each ciphertext and wrap against the act that was signed with it, and
 * that no entry and no ciphertext is one of none. In memory that does not grow with the number of matters.
 */
export async function* checkSealedAtRest(db: Database | Tx, tables: SealedTables): AsyncGenerator<Problem> {
  const [matter, store] = [sql.table(tables.matter), sealedStore(tables)];
  for (let after = ""; ;) {
    const { rows } = await sql<{ id: string; head: Buffer; entries: number }>`
      select id, head, entries from ${matter} where id > ${after} order by id limit ${AT_ONCE}`.execute(db);
    for (const row of rows) yield* checkOne(db, row, { tables, store });
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
}

/** Entries of no matter, and ciphertexts of no entry. */
export async function* checkStray(db: Database | Tx, { matter, entry, piece }: SealedTables): AsyncGenerator<Problem> {
  const [matters, entries, pieces] = [matter, entry, piece].map((name) => sql.table(name));
  const { rows } = await sql<{ key: string; table: string }>`
    select e.case_id || ' ' || e.number as key, ${entry}::text as table from ${entries} e
    where not exists (select from ${matters} where id = e.case_id)
    union all select distinct e.case_id || ' ' || e.number, ${piece}::text from ${pieces} e
    where not exists (select from ${entries} where case_id = e.case_id and number = greatest(e.number, 1)) order by 1`.execute(
    db,
  );
  for (const { key, table } of rows) yield { table, key, what: "count" };
}

interface In {
  readonly tables: SealedTables;
  readonly store: SealedStore;
}

async function* checkOne(
  db: Database | Tx,
  { id, head, entries }: { readonly id: string; readonly head: Buffer; readonly entries: number },
  { tables, store }: In,
): AsyncGenerator<Problem> {
  const links = await store.readLinks(db, id);
  for (const { of, what } of faultsOf(links, { head, entries })) {
    yield { table: of === "entries" ? tables.entry : tables.matter, key: id, what };
  }
  for (const { number, text, size } of links) {
    const named = fieldsIn(text)?.["envelope"];
    if (typeof named !== "string") continue;
    const envelope = size === null ? undefined : (await store.readEnvelopes(db, id, [number])).get(number);
    const found = envelope === undefined ? "" : sha256Hex(envelope);
    if (found !== named) yield { table: tables.piece, key: `${id} ${number}`, what: "envelope" };
  }
  // Exactly those wraps that its acts name, each the very file. What is in them only their reader can tell.
  const named = wrapsNamed(links);
  const wraps = await store.readWraps(db, id);
  const found = new Map([...wraps].map(([reader, wrap]) => [reader, sha256Hex(unpack(wrap))]));
  for (const reader of new Set([...named.keys(), ...found.keys()].toSorted())) {
    if (found.get(reader) !== named.get(reader)) yield { table: tables.piece, key: `${id} ${reader}`, what: "wrap" };
  }
}

/** The hash of each reader's wrap as the acts of a chain name it, the newest of each. */
function wrapsNamed(links: readonly Link[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const { text } of links) {
    const { wraps, wrapHashes, reader, wrapHash } = fieldsIn(text) ?? {};
    if (Array.isArray(wraps) && Array.isArray(wrapHashes))
      for (const [at, one] of wraps.entries()) named.set(String(one), String(wrapHashes[at]));
    if (typeof reader === "string" && typeof wrapHash === "string") named.set(reader, wrapHash);
  }
  return named;
}
