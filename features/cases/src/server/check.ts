import { createHash } from "node:crypto";
import type { Database, Tx } from "@niuniu/host";
import { toHex } from "@niuniu/note";
import { chain, RecordError, verifyChain } from "@niuniu/record";
import { assertHybrid, SealError } from "@niuniu/seal";
import { sql } from "kysely";
import { readEnvelopes, readLinks } from "./store-case.ts";
import { tablesOf } from "./tables.ts";

/** Something stored that is not as it was written: where, and what it is; never what it says. */
export interface Problem {
  readonly table: string;
  /** The key of the row. */
  readonly key: string;
  /** One of the closed list that whoever shows it has sentences for. */
  readonly what: "chain" | "envelope" | "wrap" | "count" | "unplaced" | "statements" | "text";
}

const AT_ONCE = 500;

/** The hash of the ciphertext that a signed act names, or null. */
function envelopeNamed(text: string): string | null {
  try {
    const said: unknown = JSON.parse(text.slice(0, text.indexOf("\n")));
    return typeof said === "object" && said !== null && "envelope" in said && typeof said.envelope === "string"
      ? said.envelope
      : null;
  } catch {
    return null;
  }
}

async function* checkCase(
  db: Database | Tx,
  { id, head, entries }: { readonly id: string; readonly head: Buffer; readonly entries: number },
): AsyncGenerator<Problem> {
  const links = await readLinks(db, id);
  if (links.length !== entries || links.some(({ number }, at) => number !== at + 1)) {
    yield { table: "cases_entry", key: id, what: "count" };
  }
  const events = links.map(({ salt, text }) => ({ salt, event: text }));
  try {
    verifyChain(events, new Uint8Array(head));
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    const broken = toHex(chain(events).at(-1) ?? new Uint8Array(32)) !== head.toString("hex");
    yield { table: broken ? "cases_entry" : "cases_case", key: id, what: "chain" };
  }
  for (const { number, text, size } of links) {
    const named = envelopeNamed(text);
    if (named === null) continue;
    const envelope = size === null ? undefined : (await readEnvelopes(db, id, [number])).get(number);
    const found = envelope === undefined ? "" : createHash("sha256").update(envelope).digest("hex");
    if (found !== named) yield { table: "cases_entry", key: `${id} ${number}`, what: "envelope" };
  }
}

/** The wraps of these cases: files to exactly one hybrid recipient. What is in them only their reader can tell. */
async function* checkWraps(db: Database | Tx, ids: readonly string[]): AsyncGenerator<Problem> {
  const wraps = await tablesOf(db).selectFrom("cases_wrap").selectAll().where("case_id", "in", ids).execute();
  for (const { case_id: id, reader, wrap } of wraps) {
    try {
      assertHybrid(new Uint8Array(wrap), 1, 1);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      yield { table: "cases_wrap", key: `${id} ${reader}`, what: "wrap" };
    }
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
 * Checks every case at rest: its chain against its head, each ciphertext against the act that was signed with it, each
 * wrap's form, and that the record holds its newest head. In memory that does not grow with the number of cases.
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
    yield* checkWraps(
      db,
      rows.map(({ id }) => id),
    );
    after = last.id;
  }
  yield* checkPlaced(db);
  const { rows } = await sql<{ key: string }>`
    select e.case_id || ' ' || e.number as key from cases_entry e
    where not exists (select from cases_case where id = e.case_id) order by 1`.execute(db);
  for (const { key } of rows) yield { table: "cases_entry", key, what: "count" };
  for (const { hash, text } of await tablesOf(db).selectFrom("cases_rules").selectAll().execute()) {
    const found = createHash("sha256").update(text).digest("hex");
    if (found !== hash) yield { table: "cases_rules", key: hash, what: "text" };
  }
}
