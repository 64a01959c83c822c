import { toHex } from "@niuniu/note";
import {
  dayOfSlot,
  openCheckpoint,
  publicCommitment,
  readLeaf,
  readPublic,
  RecordError,
  slotOf,
  writePublic,
} from "@niuniu/record";
import { openLog } from "@niuniu/record/log";
import { sql } from "kysely";
import type { Database, Tx } from "../database.ts";
import { utcDay, type DayOf } from "../days.ts";
import { sha256 } from "../digest.ts";
import { verify } from "../ed25519.ts";
import type { Random } from "../random.ts";
import { keepSecret } from "../secrets.ts";
import { signersOf } from "./log-key.ts";
import { keyOrHash } from "./published-key.ts";
import { RESTORED, type Publication } from "./record.ts";
import { appendLeaves, standing, textLeaf, waitForLog } from "./seal.ts";
import { longestShown } from "./shown.ts";
import { DAY, dayOnly } from "./slots.ts";
import { stoneIn } from "./stone.ts";
import { cutTo, storeOn } from "./store.ts";

/** A public text that somebody kept, as the record served it. */
export interface KeptText {
  readonly salt: Uint8Array;
  readonly text: string | null;
  readonly tombstone: string | null;
}

/** What others have of this log beyond what this server has. */
export interface Continuation {
  /** Where it begins to differ from this server's: at most this server's size. */
  readonly from: number;
  /** The entries from there on, in their order. */
  readonly leaves: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** The newest checkpoint that this log has ever signed, as far as anybody knows. */
  readonly checkpoint: string;
  /** The public text at an index, if somebody kept it. Neither text nor tombstone is believed without evidence. */
  readonly textAt: (index: number) => KeptText | null;
  /** The tombstones in this server's own list of what was taken away, by the commitment (lower-case hex) of the text. */
  readonly buried: ReadonlyMap<string, string>;
}

/** What a record that lies behind its witnesses can do. For the operator, while no server runs on this database. */
export interface Recovery {
  /**
   * Stops signing until one of those below: before the first start on a database that was put back from a copy. Where
   * the record has stopped already, its reason stays.
   */
  readonly freeze: (reason: string) => Promise<void>;
  /**
   * Goes on from what is here, on the operator's word that this log has signed nothing more. False, and nothing is
   * changed, where it is known to have: then only the two below help.
   */
  readonly goOnAsIs: () => Promise<boolean>;
  /**
   * Takes over what others kept and goes on from there. All or nothing: RecordError "record/unsigned" or
   * "record/wrong-origin" unless this log signed the checkpoint, "record/consistency" unless the entries lead to it.
   * Acts that cannot be opened in the entries taken over are placed anew. What was lost is published; resolves with
   * the indexes whose text is gone.
   */
  readonly continueFrom: (continuation: Continuation) => Promise<readonly number[]>;
  /**
   * Begins a new log under a new name. Its first entry names the old one and the newest checkpoint that it is known to
   * have signed: one that was `shown` by witnesses, now or when the record stopped, else our own. Everything this server
   * still has is entered anew. RecordError for a checkpoint that the old log has not signed.
   */
  readonly startAnew: (shown: readonly string[]) => Promise<Begun>;
}

/** A log that follows a lost one. */
export interface Begun {
  readonly origin: string;
  /** With how many entries the old one is named, and how many of them there were here. */
  readonly before: { readonly size: number; readonly kept: number };
}

const ROWS = 1_000;

/** Takes back what was sealed from `from` on: its texts wait again, its slots and days are as if never sealed. */
async function unseal(tx: Tx, from: number, open: number): Promise<void> {
  await cutTo(tx, from);
  await sql`update record_entry set index = null where index >= ${from}`.execute(tx);
  await sql`update record_slot set index = null, secret = null where index >= ${from}`.execute(tx);
  await sql`with days as (delete from record_day where index >= ${from} returning day),
    kept as (delete from record_kept where day in (select day from days) returning commitment)
    insert into record_placed (commitment, slot) select commitment, ${open}::integer from kept
    on conflict do nothing`.execute(tx);
  await sql`delete from record_milestone where size > ${from}`.execute(tx);
}

/** What the entries taken over hold: the newest slot and day, and where public texts stand. */
interface Taken {
  slot: number | null;
  slotIndex: number | null;
  day: number;
  readonly texts: Map<string, number>;
}

async function takeOver(tx: Tx, { leaves, checkpoint, from }: Continuation, end: { size: number; root: Uint8Array }) {
  const { slot, slotIndex, day } = await standing(tx);
  const taken: Taken = { slot, slotIndex, day, texts: new Map() };
  const log = await openLog(storeOn(tx), { hash: sha256 });
  let batch: Uint8Array[] = [];
  let index = from;
  for await (const bytes of leaves) {
    if (index >= end.size) break;
    const leaf = readLeaf(bytes);
    if (leaf.kind === "slot") [taken.slot, taken.slotIndex] = [leaf.slot, index];
    else if (leaf.kind === "day") taken.day = Math.max(taken.day, leaf.day);
    else taken.texts.set(toHex(leaf.commitment), index);
    batch.push(bytes);
    index++;
    if (batch.length === ROWS) {
      await log.append(batch);
      batch = [];
    }
  }
  await log.append(batch);
  if (log.size !== end.size || Buffer.compare(log.root(), end.root) !== 0) {
    throw new RecordError("record/consistency", "these entries do not lead to the checkpoint");
  }
  await tx
    .updateTable("record_head")
    .set({ note: checkpoint, slot: taken.slot, slot_index: taken.slotIndex, day: taken.day })
    .execute();
  return taken;
}

/** Gives each public entry taken over its text: one that waited here, one that somebody kept, or none. */
async function findTexts(
  tx: Tx,
  continuation: Continuation,
  texts: ReadonlyMap<string, number>,
): Promise<readonly number[]> {
  const { textAt, buried } = continuation;
  const waiting = await tx.selectFrom("record_entry").selectAll().where("index", "is", null).execute();
  const found = new Set<number>();
  for (const { kind, key, salt, text } of waiting) {
    const index = texts.get(toHex(publicCommitment(new Uint8Array(salt), text ?? "", sha256)));
    if (index === undefined) continue;
    found.add(index);
    await tx.updateTable("record_entry").set({ index }).where("kind", "=", kind).where("key", "=", key).execute();
  }
  // Texts first: a tombstone counts only where it was published, and its text is among them.
  const missing: (readonly [string, number])[] = [];
  for (const [commitment, index] of texts) {
    const kept = found.has(index) || buried.has(commitment) ? null : textAt(index);
    if (kept !== null && isText(kept, commitment)) await enter(tx, keyOrHash(kept.text), kept, index);
    else if (!found.has(index)) missing.push([commitment, index]);
  }
  return enterStones(tx, continuation, missing);
}

/** Puts tombstones where texts were taken away. Resolves with the indexes where neither is known. */
async function enterStones(
  tx: Tx,
  { textAt, buried }: Continuation,
  missing: readonly (readonly [string, number])[],
): Promise<readonly number[]> {
  const published = await publishedStones(tx);
  const lost: number[] = [];
  for (const [commitment, index] of missing) {
    const kept = textAt(index);
    const tombstone = buried.get(commitment) ?? published.get(index);
    if (kept === null || tombstone === undefined) lost.push(index);
    else await enter(tx, { kind: "tombstone", key: `of ${index}` }, { salt: kept.salt, text: null, tombstone }, index);
  }
  return lost;
}

/** True if this is the text that stands there. */
function isText(kept: KeptText, commitment: string): kept is KeptText & { readonly text: string } {
  return kept.text !== null && toHex(publicCommitment(kept.salt, kept.text, sha256)) === commitment;
}

/** The tombstones that this log has published, by the index of the text they took away. */
async function publishedStones(tx: Tx): Promise<ReadonlyMap<number, string>> {
  const { origin } = await standing(tx);
  const rows = await tx
    .selectFrom("record_entry")
    .select("text")
    .where("kind", "=", "tombstone")
    .where("index", "is not", null)
    .where("text", "is not", null)
    .execute();
  return new Map(
    rows.flatMap(({ text }) => {
      const note = readPublic(text ?? "").body;
      const said = stoneIn(note);
      return said?.origin === origin ? [[said.index, note] as const] : [];
    }),
  );
}

/** Writes a text taken over at its index, in the place of one that waits under the same key. */
async function enter(
  tx: Tx,
  { kind, key }: { readonly kind: string; readonly key: string },
  { salt, text, tombstone }: KeptText,
  index: number,
): Promise<void> {
  const row = { kind, salt: Buffer.from(salt), text, tombstone, index };
  await sql`delete from record_entry where kind = ${kind} and key = ${key} and index is null`.execute(tx);
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("record_entry")
    .values({ ...row, key })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n)
    await tx
      .insertInto("record_entry")
      .values({ ...row, key: `${key} ${index}` })
      .execute();
}

/** Opens a slot later than all that is sealed, and places into it what nothing sealed can open any more. */
async function placeAnew(tx: Tx, { slot, day }: Pick<Taken, "slot" | "day">, now: number): Promise<void> {
  const { openSlot } = await standing(tx);
  const open = Math.max(openSlot, slotOf(now), (slot ?? 0) + 1, (day + 1) * DAY);
  await tx.updateTable("record_log").set({ open_slot: open, frozen: null, shown: null }).execute();
  await sql`insert into record_slot (slot) values (${open}) on conflict do nothing`.execute(tx);
  await sql`
    update record_placed set slot = ${open}::integer
    where slot >= ${dayOnly(day)}::integer and (slot < ${(day + 1) * DAY}::integer or
      (slot <= ${slot ?? 0}::integer and not exists (
        select from record_slot where record_slot.slot = record_placed.slot and index is not null)))`.execute(tx);
  await sql`delete from record_slot where index is null and slot <= ${slot ?? 0}::integer`.execute(tx);
}

async function publish(tx: Tx, random: Random, { kind, key, date, body }: Publication): Promise<Uint8Array> {
  const [salt, text] = [random(32), writePublic({ kind, date, body })];
  await tx
    .insertInto("record_entry")
    .values({ kind, key, salt: Buffer.from(salt), text, tombstone: null, index: null })
    .execute();
  return textLeaf(salt, text);
}

/** The name after this one: "…/record", "…/record/2", "…/record/3" and so on. */
function nextName(origin: string): string {
  const [, base = origin, number = "1"] = /^(.*\/record)(?:\/(\d+))?$/.exec(origin) ?? [];
  return `${base}/${Number(number) + 1}`;
}

/** Forgets the log and keeps what was in it: every commitment and every text waits to be entered anew. */
async function empty(tx: Tx, open: number): Promise<void> {
  await sql`truncate record_tile, record_bundle, record_rest, record_slot, record_milestone, record_day`.execute(tx);
  await sql`insert into record_slot (slot) values (${open - 1}), (${open})`.execute(tx);
  await sql`update record_placed set slot = ${open}`.execute(tx);
  await sql`insert into record_placed (commitment, slot)
    select commitment, ${open}::integer from record_kept on conflict do nothing`.execute(tx);
  await sql`truncate record_kept`.execute(tx);
  // What was buried stays out, and in its row, so that nobody publishes the same text again.
  await sql`update record_entry set index = null`.execute(tx);
  const day = dayOfSlot(open - 1) - 1;
  await tx.updateTable("record_head").set({ size: 0, note: null, slot: null, slot_index: null, day }).execute();
}

/** Recovery of the record on a database. */
export async function recoveryOn(
  db: Database,
  {
    now,
    dayOf = utcDay,
    random,
  }: { readonly now: () => number; readonly dayOf?: DayOf | undefined; readonly random: Random },
): Promise<Recovery> {
  const signer = signersOf(await keepSecret(db, random, "record/key"));
  const today = (): string => dayOf(now());
  const holding = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
    db.transaction().execute(async (tx) => {
      await waitForLog(tx);
      return work(tx);
    });
  return {
    freeze: (reason) =>
      holding(async (tx) => {
        await tx.updateTable("record_log").set({ frozen: reason }).where("frozen", "is", null).execute();
      }),
    goOnAsIs: () =>
      holding(async (tx) => {
        const { frozen } = await standing(tx);
        if (frozen !== null && frozen !== RESTORED) return false;
        await tx.updateTable("record_log").set({ frozen: null }).execute();
        return true;
      }),
    continueFrom: (continuation) =>
      holding(async (tx) => {
        const { origin, size, openSlot } = await standing(tx);
        const end = openCheckpoint(continuation.checkpoint, signer(origin), verify);
        if (continuation.from > size) throw new RecordError("record/consistency", "entries in between are missing");
        if (continuation.from < size) await unseal(tx, continuation.from, openSlot);
        const taken = await takeOver(tx, continuation, end);
        const lost = await findTexts(tx, continuation, taken.texts);
        await placeAnew(tx, taken, now());
        const [from, to] = [continuation.from, end.size - 1];
        const body = `${JSON.stringify({ from, to, texts: lost })}\n`;
        if (to >= from) await publish(tx, random, { kind: "lost", key: `${from}-${to}`, date: today(), body });
        return lost;
      }),
    startAnew: (shown) =>
      holding(async (tx) => {
        const { origin: old, openSlot, size } = await standing(tx);
        const { note } = await tx.selectFrom("record_head").select("note").executeTakeFirstOrThrow();
        const longest = await longestShown(tx, { log: signer(old), size, notes: shown });
        const last = longest ?? { note, size };
        const before = { size: last.size, kept: Math.min(size, last.size) };
        const open = Math.max(openSlot, slotOf(now()));
        const origin = nextName(old);
        await empty(tx, open);
        await tx.updateTable("record_log").set({ origin, open_slot: open, frozen: null, shown: null }).execute();
        const body = `${JSON.stringify({ origin: old, checkpoint: last.note, kept: before.kept })}\n`;
        const leaf = await publish(tx, random, { kind: "succession", key: origin, date: today(), body });
        await appendLeaves(tx, signer(origin), [leaf]);
        await sql`update record_entry set index = 0 where kind = 'succession' and key = ${origin}`.execute(tx);
        return { origin, before };
      }),
  };
}
