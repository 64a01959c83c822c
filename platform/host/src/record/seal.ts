import { publicCommitment, SLOT, slotOf, writeCheckpoint, writeLeaf, writePublic } from "@niuniu/record";
import { signNote, type Signer } from "@niuniu/note";
import { openLog } from "@niuniu/record/log";
import { sql } from "kysely";
import type { Database, Tx } from "../database.ts";
import type { DayOf } from "../days.ts";
import { sha256, sha256Reused } from "../digest.ts";
import type { Random } from "../random.ts";
import { closeSlots, commitmentsOf, DAY, slotTree } from "./slots.ts";
import { storeOn } from "./store.ts";

/** What sealing needs of the host. */
export interface Sealing {
  readonly db: Database;
  readonly random: Random;
  readonly dayOf: DayOf;
  /** Whether the clock is a sample's: what lies between two moments of its play is said to be that. */
  readonly played?: boolean;
  /** Who signs for the log of that name. */
  readonly signer: (origin: string) => Signer;
}

/** Held by whoever appends, until the transaction ends. */
const LOG_LOCK = 1_382_642_547;
/** Slots and texts sealed at once; what is left is sealed by the next pass. */
const SLOTS_AT_ONCE = 60;
const TEXTS_AT_ONCE = 100;
/** Slots without a server that are still sealed one by one, as empty: shorter than anybody would call an absence. */
const SHORT_GAP = 3;
/** Slots from one milestone to the next: five minutes. */
export const BETWEEN_MILESTONES = 30;
const MILESTONES_KEPT = 12;

/** How the record stands, in one look. */
export interface Standing {
  readonly origin: string;
  readonly openSlot: number;
  readonly frozen: string | null;
  readonly size: number;
  /** The newest sealed slot. */
  readonly slot: number | null;
  readonly slotIndex: number | null;
  readonly day: number;
  /** The newest slot that any milestone covers. */
  readonly milestone: number | null;
  /** Slots that have ended and are not sealed, oldest first. */
  readonly ended: readonly number[];
  /** True if texts wait to be sealed. */
  readonly pending: boolean;
  /** True if slots are still known that `forget` forgets. */
  readonly unforgotten: boolean;
}

/** How the record stands now. Inside a transaction that holds the log it stays so. */
export async function standing(db: Database | Tx): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select origin, open_slot as "openSlot", frozen, size, slot, slot_index as "slotIndex", day,
      (select max(slot) from record_milestone) as milestone,
      array(
        select of.slot from record_slot of where of.index is null and of.slot < open_slot
        order by of.slot limit ${SLOTS_AT_ONCE}::integer
      ) as ended,
      exists (select from record_entry where index is null and text is not null) as pending,
      exists (select from record_day where not forgotten) or (frozen is not null and exists (
        select from record_placed where record_placed.slot > coalesce(record_head.slot, day * ${DAY}::integer - 1)
          and record_placed.slot < open_slot / ${DAY}::integer * ${DAY}::integer)) as unforgotten
    from record_log, record_head`.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error("host/no-log");
  return found;
}

/**
 * Takes the log for this transaction; false if another is appending now. Waits for nothing longer than `patience`
 * (ms), and a process that stops in the middle holds nobody up for long.
 */
export async function holdLog(tx: Tx, patience: number): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select set_config('lock_timeout', ${`${patience}ms`}, true),
      set_config('idle_in_transaction_session_timeout', '20s', true),
      pg_try_advisory_xact_lock(${LOG_LOCK}) as held`.execute(tx);
  return rows[0]?.held ?? false;
}

/** The same, but waits for whoever appends now. */
export async function waitForLog(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOG_LOCK})`.execute(tx);
}

/** Appends leaves and signs the new checkpoint, in the caller's transaction, which holds the log. */
export async function appendLeaves(
  tx: Tx,
  signer: Signer,
  leaves: readonly Uint8Array[],
): Promise<{ readonly first: number; readonly size: number; readonly note: string }> {
  const log = await openLog(storeOn(tx), { hash: sha256Reused });
  const first = await log.append(leaves);
  const checkpoint = writeCheckpoint({ origin: signer.name, size: log.size, root: log.root(), extensions: [] });
  const note = signNote(checkpoint, [signer]);
  await tx.updateTable("record_head").set({ note }).execute();
  return { first, size: log.size, note };
}

/** One leaf to be, and what to remember once its index is known. */
interface Pending {
  readonly leaf: Uint8Array;
  readonly slot?: { readonly slot: number; readonly secret: Buffer | null };
  readonly text?: { readonly kind: string; readonly key: string };
}

/** An ended slot: one leaf, whatever is in it. The secret of an empty one is not even made. */
function slotLeaf(slot: number, commitments: readonly Uint8Array[], random: Random): Pending {
  const empty = commitments.length === 0;
  const secret = random(32);
  const root = empty ? secret : slotTree(commitments, secret).root;
  return { leaf: writeLeaf({ kind: "slot", slot, root }), slot: { slot, secret: empty ? null : Buffer.from(secret) } };
}

/** The leaf of a public text. */
export const textLeaf = (salt: Uint8Array, text: string): Uint8Array =>
  writeLeaf({ kind: "public", commitment: publicCommitment(salt, text, sha256) });

/** The slots between two that were open: sealed as empty if they are few, else published as the server's absence. */
async function gapLeaves(
  tx: Tx,
  [from, to]: readonly [number, number],
  { random, dayOf, played }: Pick<Sealing, "random" | "dayOf" | "played">,
): Promise<readonly Pending[]> {
  const count = to - from + 1;
  if (count <= SHORT_GAP) return Array.from({ length: count }, (_, at) => slotLeaf(from + at, [], random));
  const date = dayOf((to + 1) * SLOT);
  const said = played === true ? { from, to, played } : { from, to };
  const text = writePublic({ kind: "downtime", date, body: `${JSON.stringify(said)}\n` });
  const [key, salt] = [`${from}-${to}`, Buffer.from(random(32))];
  await tx
    .insertInto("record_entry")
    .values({ kind: "downtime", key, salt, text, tombstone: null, index: null })
    .execute();
  return [{ leaf: textLeaf(salt, text), text: { kind: "downtime", key } }];
}

async function slotLeaves(
  tx: Tx,
  { ended, slot: last }: Standing,
  sealing: Pick<Sealing, "random" | "dayOf" | "played">,
): Promise<readonly Pending[]> {
  if (ended.length === 0) return [];
  await closeSlots(tx, ended);
  const commitments = await commitmentsOf(tx, ended);
  const leaves: Pending[] = [];
  let before = last;
  for (const slot of ended) {
    if (before !== null && slot > before + 1) leaves.push(...(await gapLeaves(tx, [before + 1, slot - 1], sealing)));
    leaves.push(slotLeaf(slot, commitments.get(slot) ?? [], sealing.random));
    before = slot;
  }
  return leaves;
}

/** The number in a roster statement; 0 for any other text. */
const statementNumber = (text: string | null): number =>
  Number(/^\{"niuniu":"public v1","kind":"roster".*?\\"number\\":(\d+)/.exec(text ?? "")?.[1] ?? 0);

async function textLeaves(tx: Tx): Promise<readonly Pending[]> {
  const waiting = await tx
    .selectFrom("record_entry")
    .select(["kind", "key", "salt", "text"])
    .where("index", "is", null)
    // One that was taken away before it was sealed again, in a line put back from a copy, stays out.
    .where("text", "is not", null)
    .orderBy("kind")
    .orderBy("key")
    .limit(TEXTS_AT_ONCE)
    .execute();
  // Statements come in the order of their chain, should several wait at once.
  const sorted = waiting.toSorted((a, b) =>
    a.kind === b.kind ? statementNumber(a.text) - statementNumber(b.text) : 0,
  );
  return sorted.map(({ kind, key, salt, text }) => ({ leaf: textLeaf(salt, text ?? ""), text: { kind, key } }));
}

async function remember(tx: Tx, pending: readonly Pending[], first: number): Promise<void> {
  const slots = pending.flatMap(({ slot }, at) => (slot === undefined ? [] : [{ ...slot, index: first + at }]));
  const texts = pending.flatMap(({ text }, at) => (text === undefined ? [] : [{ ...text, index: first + at }]));
  if (slots.length > 0) {
    await sql`
      update record_slot set index = of.index, secret = of.secret
      from unnest(${slots.map(({ slot }) => slot)}::integer[], ${slots.map(({ index }) => index)}::integer[],
        ${slots.map(({ secret }) => secret)}::bytea[]) as of (slot, index, secret)
      where record_slot.slot = of.slot`.execute(tx);
    const newest = slots.at(-1);
    if (newest !== undefined) {
      await tx.updateTable("record_head").set({ slot: newest.slot, slot_index: newest.index }).execute();
    }
  }
  if (texts.length === 0) return;
  await sql`
    update record_entry set index = of.index
    from unnest(${texts.map(({ kind }) => kind)}::text[], ${texts.map(({ key }) => key)}::text[],
      ${texts.map(({ index }) => index)}::integer[]) as of (kind, key, index)
    where record_entry.kind = of.kind and record_entry.key = of.key`.execute(tx);
}

const mark = (slot: number): number => Math.floor((slot + 1) / BETWEEN_MILESTONES);

async function markMilestone(tx: Tx, milestone: number | null, roster: boolean): Promise<void> {
  const { size, note, slot, slot_index } = await tx.selectFrom("record_head").selectAll().executeTakeFirstOrThrow();
  if (slot === null || slot_index === null || note === null) return;
  if (milestone !== null && mark(slot) === mark(milestone) && !roster) return;
  await tx.insertInto("record_milestone").values({ size, slot, slot_index, note }).execute();
  await sql`delete from record_milestone where size not in (
    select size from record_milestone order by size desc limit ${MILESTONES_KEPT})`.execute(tx);
}

/**
 * Seals the slots that have ended and the texts that wait: leaves, checkpoint and what is remembered of them become
 * durable together, or nothing does. The caller holds the log. Resolves with whether anything was appended.
 */
export async function seal(tx: Tx, { random, dayOf, played, signer }: Sealing): Promise<boolean> {
  const now = await standing(tx);
  if (now.frozen !== null) return false;
  const slots = await slotLeaves(tx, now, { random, dayOf, ...(played === true ? { played } : {}) });
  const texts = now.pending ? await textLeaves(tx) : [];
  // A gap's text was written a moment ago and is among the slots already.
  const among = new Set(slots.map(({ text }) => text?.key));
  const pending = [...slots, ...texts.filter(({ text }) => text?.kind !== "downtime" || !among.has(text.key))];
  if (pending.length === 0) return false;
  const { first } = await appendLeaves(
    tx,
    signer(now.origin),
    pending.map(({ leaf }) => leaf),
  );
  await remember(tx, pending, first);
  await markMilestone(
    tx,
    now.milestone,
    pending.some(({ text }) => text?.kind === "roster"),
  );
  return true;
}

/** The slot of the host's clock. */
export const slotNow = (now: () => number): number => slotOf(now());
