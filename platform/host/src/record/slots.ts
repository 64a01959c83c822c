import { dayOfSlot, plant, SLOT_DEPTH, type Plantation, type Planted } from "@niuniu/record";
import { sql } from "kysely";
import { PREPARED, type Database, type Tx } from "../database.ts";
import { sha256 } from "../digest.ts";

/** Half of an advisory lock's name, the other half is the slot: shared by acts, exclusive to whoever seals. */
const SLOT_LOCK = 1_382_642_546;
/** Commitments the tree of one slot holds. What comes beyond them is proven by the leaf of the day. */
const ROOM = 2 ** SLOT_DEPTH;
/** Slots of a UTC day. */
export const DAY = 8_640;

/** Stands instead of the slot of a commitment whose slot was forgotten unsealed: the leaf of this day will prove it. */
export const dayOnly = (day: number): number => -1 - day;

/** The slot to promise a commitment for: its own, or the first of the day that is all that is known. */
export const slotToPromise = (slot: number): number => (slot < 0 ? (-1 - slot) * DAY : slot);

/**
 * Begins the log of this database unless it has begun: under this name, with the slot that is open now and the empty
 * one before it, so that the first leaf need not wait. Then the open slot is moved on to `slot`; it never moves back.
 */
export async function begin(db: Database, origin: string, slot: number): Promise<void> {
  await sql`
    with begun as (
      insert into record_log (origin, open_slot) values (${origin}, ${slot}) on conflict do nothing returning open_slot
    ), day as (
      update record_head set day = ${dayOfSlot(slot - 1) - 1}::integer from begun
    )
    insert into record_slot (slot) select open_slot - past from begun, generate_series(0, 1) as past`.execute(db);
  await openSlot(db, slot);
}

/** From now on acts are placed into `slot`, if that is later than the one that is open. */
export async function openSlot(db: Database, slot: number): Promise<void> {
  await sql`
    with moved as (
      update record_log set open_slot = ${slot}::integer where open_slot < ${slot}::integer returning open_slot
    )
    insert into record_slot (slot) select open_slot from moved`.execute(db);
}

/** Places commitments into the open slot; see `PublicRecord`. */
export async function place(tx: Tx, commitments: readonly Uint8Array[]): Promise<number> {
  const given = commitments.map((one) => Buffer.from(one));
  const { rows } = await sql<{ slot: number }>`${PREPARED} select record_place(${given}::bytea[]) as slot`.execute(tx);
  const [open] = rows;
  if (open === undefined) throw new Error("host/no-open-slot");
  return open.slot;
}

/** Waits until every act in these slots, which have ended, is durable or undone. */
export async function closeSlots(tx: Tx, slots: readonly number[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${SLOT_LOCK}, slot) from unnest(${slots}::integer[]) as slot`.execute(tx);
}

/** The commitments of each of these slots, in an order that does not tell which came first. */
export async function commitmentsOf(
  db: Database | Tx,
  slots: readonly number[],
): Promise<ReadonlyMap<number, readonly Uint8Array[]>> {
  const rows = await db
    .selectFrom("record_placed")
    .select(["slot", "commitment"])
    .where("slot", "in", slots)
    .orderBy("commitment")
    .execute();
  const found = new Map<number, Uint8Array[]>(slots.map((slot) => [slot, []]));
  for (const { slot, commitment } of rows) found.get(slot)?.push(commitment);
  return found;
}

/**
 * Where commitments stand in a tree of 2^16 places: by a hash with the tree's secret, the next free place if that one
 * is taken. The same commitments in the same order get the same places. What finds no room is left out.
 */
export function placesOf(commitments: readonly Uint8Array[], secret: Uint8Array): readonly Planted[] {
  const taken = new Set<number>();
  return commitments.slice(0, ROOM).map((commitment) => {
    let position = Buffer.from(sha256(Buffer.concat([secret, commitment]))).readUInt16BE();
    while (taken.has(position)) position = (position + 1) % ROOM;
    taken.add(position);
    return { commitment, position };
  });
}

/** The tree of a slot, and where a commitment stands in it by its lower-case hex. */
export interface SlotTree extends Plantation {
  readonly positions: ReadonlyMap<string, number>;
}

/** Plants a slot's commitments, in the order of `commitmentsOf`. */
export function slotTree(commitments: readonly Uint8Array[], secret: Uint8Array): SlotTree {
  const planted = placesOf(commitments, secret);
  const positions = new Map(
    planted.map(({ commitment, position }) => [Buffer.from(commitment).toString("hex"), position]),
  );
  return { ...plant(SLOT_DEPTH, planted, secret, sha256), positions };
}
