import { toHex } from "@niuniu/note";
import { dayOfSlot, publicCommitment, readLeaf, readPublic, rootBy, SLOT_DEPTH, type Leaf } from "@niuniu/record";
import { readBundle, TILE } from "@niuniu/record/log";
import { sql } from "kysely";
import type { Tx } from "../database.ts";
import { sha256 } from "../digest.ts";
import { topPath } from "../record/day.ts";
import { standing } from "../record/seal.ts";
import { commitmentsOf, slotTree } from "../record/slots.ts";
import { stoneIn } from "../record/stone.ts";
import { storeOn } from "../record/store.ts";
import { textHash } from "../rules/rulebook.ts";
import type { HostTables } from "../tables.ts";
import type { Problem } from "./problem.ts";

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const AT_ONCE = 1_000;

type TextRow = HostTables["record_entry"];

/** The leaves at certain places of the log; what cannot be read is not among them. */
async function leavesAt(tx: Tx, indexes: readonly number[], size: number): Promise<ReadonlyMap<number, Leaf>> {
  const found = new Map<number, Leaf>();
  const wanted = new Set(indexes);
  for (const n of new Set(indexes.map((index) => Math.floor(index / TILE)))) {
    const width = Math.min(TILE, size - n * TILE);
    try {
      for (const [at, entry] of readBundle(await storeOn(tx).entries(n, width)).entries()) {
        if (wanted.has(n * TILE + at)) found.set(n * TILE + at, readLeaf(entry));
      }
    } catch {
      // The check of the log names it.
    }
  }
  return found;
}

/** What the published texts say of others: whose loss was published, and what was taken away. */
interface Said {
  readonly lost: Set<number>;
  readonly buried: Set<number>;
}

function hear(said: Said, text: string, origin: string): void {
  const { kind, body } = readPublic(text);
  if (kind === "lost")
    for (const index of (JSON.parse(body) as { texts: readonly number[] }).texts) said.lost.add(index);
  if (kind !== "tombstone") return;
  const stone = stoneIn(body);
  if (stone?.origin === origin) said.buried.add(stone.index);
}

/** A text that ought to be gone and is there, or is gone without a word. */
function gapIn({ index, text, tombstone, kind }: TextRow, { lost, buried }: Said): Problem["what"] | null {
  if (text !== null) return buried.has(index ?? -1) && kind !== "roster" ? "not-buried" : null;
  return tombstone === null && !lost.has(index ?? -1) ? "missing" : null;
}

async function* checkTexts(tx: Tx): AsyncGenerator<Problem> {
  const { origin, size } = await standing(tx);
  const rows = await tx
    .selectFrom("record_entry")
    .selectAll()
    .where("index", "is not", null)
    .orderBy("index")
    .execute();
  const leaves = await leavesAt(
    tx,
    rows.map(({ index }) => index ?? 0),
    size,
  );
  const said: Said = { lost: new Set(), buried: new Set() };
  for (const { index, salt, text } of rows) {
    const leaf = leaves.get(index ?? -1);
    const sound =
      leaf?.kind === "public" &&
      (text === null || same(publicCommitment(new Uint8Array(salt), text, sha256), leaf.commitment));
    if (!sound) yield { table: "record_entry", key: String(index), what: "text" };
    else if (text !== null) hear(said, text, origin);
  }
  for (const row of rows) {
    const what = gapIn(row, said);
    if (what !== null) yield { table: "record_entry", key: String(row.index), what };
  }
}

async function* checkSlots(tx: Tx): AsyncGenerator<Problem> {
  const { size, day } = await standing(tx);
  const rows = await tx.selectFrom("record_slot").selectAll().where("index", "is not", null).orderBy("slot").execute();
  const leaves = await leavesAt(
    tx,
    rows.map(({ index }) => index ?? 0),
    size,
  );
  for (const { slot, index, secret } of rows) {
    const leaf = leaves.get(index ?? -1);
    const key = String(slot);
    if (leaf?.kind !== "slot" || leaf.slot !== slot) yield { table: "record_slot", key, what: "leaf" };
    else if (secret !== null && dayOfSlot(slot) > day) {
      const planted = (await commitmentsOf(tx, [slot])).get(slot) ?? [];
      if (!same(slotTree(planted, secret).root, leaf.root)) yield { table: "record_slot", key, what: "tree" };
    }
  }
  const { rows: stray } = await sql<{ key: string }>`
    select encode(commitment, 'hex') as key from record_placed
    where slot >= 0 and not exists (select from record_slot where record_slot.slot = record_placed.slot) order by 1`.execute(
    tx,
  );
  for (const { key } of stray) yield { table: "record_placed", key, what: "slot" };
}

async function* checkKept(tx: Tx, tops: ReadonlyMap<number, Uint8Array | null>): AsyncGenerator<Problem> {
  for (let after: Buffer = Buffer.alloc(0); ;) {
    const rows = await tx
      .selectFrom("record_kept")
      .selectAll()
      .where("commitment", ">", after)
      .orderBy("commitment")
      .limit(AT_ONCE)
      .execute();
    for (const { commitment, day, position, path } of rows) {
      const top = tops.get(day);
      const piece = Math.floor(position / 2 ** SLOT_DEPTH);
      const hashes = Array.from({ length: path.length / 32 }, (_, at) => path.subarray(at * 32, at * 32 + 32));
      const way = { commitment, position: position % 2 ** SLOT_DEPTH, path: hashes };
      const sound =
        top != null &&
        commitment.length === 32 &&
        hashes.length === SLOT_DEPTH &&
        same(rootBy(SLOT_DEPTH, way, sha256), top.subarray(piece * 32, piece * 32 + 32));
      if (!sound) yield { table: "record_kept", key: toHex(commitment), what: "tree" };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.commitment;
  }
}

async function* checkDays(tx: Tx): AsyncGenerator<Problem> {
  const { size } = await standing(tx);
  const days = await tx.selectFrom("record_day").selectAll().orderBy("day").execute();
  const leaves = await leavesAt(
    tx,
    days.map(({ index }) => index),
    size,
  );
  for (const { day, index, top } of days) {
    const leaf = leaves.get(index);
    if (leaf?.kind !== "day" || leaf.day !== day) yield { table: "record_day", key: String(day), what: "leaf" };
    else if (top !== null && !same(topPath(top, 0).root, leaf.root))
      yield { table: "record_day", key: String(day), what: "tree" };
  }
  yield* checkKept(tx, new Map(days.map(({ day, top }) => [day, top])));
}

/** Checks what is remembered beside the log against its leaves: public texts, slots, days; and the texts that statements name. */
export async function* checkShelf(tx: Tx): AsyncGenerator<Problem> {
  yield* checkTexts(tx);
  yield* checkSlots(tx);
  yield* checkDays(tx);
  for (const { hash, text } of await tx.selectFrom("host_text").selectAll().execute())
    if (textHash(text) !== hash) yield { table: "host_text", key: hash, what: "text" };
}
