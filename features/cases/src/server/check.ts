import { sha256Hex, type Database, type Tx } from "@niuniu/host";
import type { Problem } from "@niuniu/host/archive";
import { fieldsIn } from "@niuniu/matter";
import { sql } from "kysely";
import { faultsOf, unpack } from "@niuniu/matter/server";
import { readEnvelopes, readLinks, readWraps, type Link } from "./store-case.ts";
import { readMiscounted } from "./store-count.ts";
import { tablesOf } from "./tables.ts";

const AT_ONCE = 500;

async function* checkCase(
  db: Database | Tx,
  { id, head, entries }: { readonly id: string; readonly head: Buffer; readonly entries: number },
): AsyncGenerator<Problem> {
  const links = await readLinks(db, id);
  for (const { of, what } of faultsOf(links, { head, entries })) {
    yield { table: of === "entries" ? "cases_entry" : "cases_case", key: id, what };
  }
  yield* checkEnvelopes(db, id, links);
  yield* checkWraps(db, id, wrapsNamed(links.map(({ text }) => text)));
}

/** The ciphertexts of a case: each the very file that its act names. */
async function* checkEnvelopes(db: Database | Tx, id: string, links: readonly Link[]): AsyncGenerator<Problem> {
  for (const { number, text, size } of links) {
    const named = fieldsIn(text)?.["envelope"];
    if (typeof named !== "string") continue;
    const envelope = size === null ? undefined : (await readEnvelopes(db, id, [number])).get(number);
    const found = envelope === undefined ? "" : sha256Hex(envelope);
    if (found !== named) yield { table: "cases_piece", key: `${id} ${number}`, what: "envelope" };
  }
}

/** The hash of each reader's wrap as the acts of a chain name it, the newest of each. */
function wrapsNamed(texts: readonly string[]): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const text of texts) {
    const { wraps, wrapHashes, reader, wrapHash } = fieldsIn(text) ?? {};
    if (Array.isArray(wraps) && Array.isArray(wrapHashes))
      for (const [at, one] of wraps.entries()) named.set(String(one), String(wrapHashes[at]));
    if (typeof reader === "string" && typeof wrapHash === "string") named.set(reader, wrapHash);
  }
  return named;
}

/** The wraps of a case: exactly those its acts name, each the very file. What is in them only their reader can tell. */
async function* checkWraps(db: Database | Tx, id: string, named: ReadonlyMap<string, string>): AsyncGenerator<Problem> {
  const wraps = await readWraps(db, id);
  const found = new Map([...wraps].map(([reader, wrap]) => [reader, sha256Hex(unpack(wrap))]));
  for (const reader of new Set([...named.keys(), ...found.keys()].toSorted())) {
    if (found.get(reader) !== named.get(reader)) yield { table: "cases_piece", key: `${id} ${reader}`, what: "wrap" };
  }
}

/** Cases whose newest head the record has never taken in. */
async function* checkPlaced(db: Database | Tx): AsyncGenerator<Problem> {
  const { rows } = await sql<{ id: string }>`
    select id from cases_case c
    where not exists (select from record_placed where commitment = c.head)
      and not exists (select from record_kept where commitment = c.head)
      and not exists (select from cases_unplaced where case_id = c.id)
    order by id`.execute(db);
  for (const { id } of rows) yield { table: "cases_case", key: id, what: "unplaced" };
}

/**
 * Checks every case at rest: its chain against its head, each ciphertext and wrap against the act that was signed
 * with it, that the record holds its newest head, and what is counted against what is kept of it. In memory that does not grow with the number of cases.
 */
export async function* checkCases(db: Database | Tx): AsyncGenerator<Problem> {
  for (let after = ""; ;) {
    const rows = await tablesOf(db)
      .selectFrom("cases_case")
      .select(["id", "head", "entries"])
      .where("id", ">", after)
      .orderBy("id")
      .limit(AT_ONCE)
      .execute();
    for (const row of rows) yield* checkCase(db, row);
    const last = rows.at(-1);
    if (last === undefined) break;
    after = last.id;
  }
  yield* checkPlaced(db);
  for (const key of await readMiscounted(db)) yield { table: "cases_count", key, what: "count" };
  const { rows } = await sql<{ key: string; table: string }>`
    select e.case_id || ' ' || e.number as key, 'cases_entry' as table from cases_entry e
    where not exists (select from cases_case where id = e.case_id)
    union all select distinct e.case_id || ' ' || e.number, 'cases_piece' from cases_piece e
    where not exists (select from cases_entry where case_id = e.case_id and number = greatest(e.number, 1)) order by 1`.execute(
    db,
  );
  for (const { key, table } of rows) yield { table, key, what: "count" };
}
