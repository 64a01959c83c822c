import { DAY_DEPTH, dayOfSlot, nodeHash, plant, SLOT_DEPTH, writeLeaf } from "@niuniu/record";
import { setImmediate as breathe } from "node:timers/promises";
import { sql } from "kysely";
import type { Tx } from "../database.ts";
import { sha256 } from "../digest.ts";
import { appendLeaves, standing, type Sealing, type Standing } from "./seal.ts";
import { DAY, dayOnly, placesOf } from "./slots.ts";

/**
 * The tree of a day is 256 trees like a slot's under a top of eight levels, so that it is made piece by piece however
 * much a day holds.
 */
const PIECES = 2 ** (DAY_DEPTH - SLOT_DEPTH);
const PIECE = 2 ** SLOT_DEPTH;
const AT_ONCE = 1_000;

/** The day after the newest that has a leaf, if it is over and all its slots are sealed; else null. */
export function dayToSeal({ frozen, day, openSlot, ended }: Standing): number | null {
  const next = day + 1;
  const over = openSlot >= (next + 1) * DAY && ended.every((slot) => dayOfSlot(slot) > next);
  return frozen === null && over ? next : null;
}

/** The hashes from piece `at` of a day's top up to its root, lowest first; and that root. `top`: 256 hashes. */
export function topPath(
  top: Uint8Array,
  at: number,
): { readonly root: Uint8Array; readonly path: readonly Uint8Array[] } {
  let level = Array.from({ length: PIECES }, (_, piece) => top.subarray(piece * 32, piece * 32 + 32));
  const path: Uint8Array[] = [];
  for (let index = at; level.length > 1; index = Math.floor(index / 2)) {
    path.push(level[index ^ 1] ?? new Uint8Array(32));
    const below = level;
    level = Array.from({ length: below.length / 2 }, (_, above) =>
      nodeHash(below[above * 2] ?? new Uint8Array(32), below[above * 2 + 1] ?? new Uint8Array(32), sha256),
    );
  }
  return { root: level[0] ?? new Uint8Array(32), path };
}

/** A commitment, where it stands in the day's tree, and the path up to its piece's root. */
interface Kept {
  readonly commitment: Uint8Array;
  readonly position: number;
  readonly path: readonly Uint8Array[];
}

/** Writes down how commitments are proven, in the random order they come in. */
async function keep(tx: Tx, day: number, kept: readonly Kept[]): Promise<void> {
  const commitments = Buffer.concat(kept.map(({ commitment }) => commitment));
  const paths = Buffer.concat(kept.flatMap(({ path }) => path));
  const size = SLOT_DEPTH * 32;
  await sql`
    insert into record_kept (commitment, day, position, path)
    select substring(${commitments}::bytea from (at::integer - 1) * 32 + 1 for 32), ${day}::integer, position,
      substring(${paths}::bytea from (at::integer - 1) * ${size}::integer + 1 for ${size}::integer)
    from unnest(${kept.map(({ position }) => position)}::integer[]) with ordinality as of (position, at)`.execute(tx);
}

/** Reads the day's commitments by a hash with the day's secret: in an order that tells nothing, piece after piece. */
async function* pieces(tx: Tx, day: number, secret: Uint8Array): AsyncGenerator<readonly [number, Uint8Array[]]> {
  await sql`
    declare record_day_commitments no scroll cursor for
    select commitment, sha256(${Buffer.from(secret)}::bytea || commitment) as draw from record_placed
    where slot >= ${day * DAY}::integer and slot < ${(day + 1) * DAY}::integer or slot = ${dayOnly(day)}::integer order by draw`.execute(
    tx,
  );
  let [piece, commitments]: [number, Uint8Array[]] = [0, []];
  for (;;) {
    const { rows } = await sql<{ commitment: Buffer; draw: Buffer }>`
      fetch ${sql.lit(AT_ONCE)} from record_day_commitments`.execute(tx);
    for (const { commitment, draw } of rows) {
      const next = draw[0] ?? 0;
      if (next !== piece && commitments.length > 0) {
        yield [piece, commitments];
        commitments = [];
      }
      piece = next;
      commitments.push(commitment);
    }
    if (rows.length < AT_ONCE) break;
  }
  await sql`close record_day_commitments`.execute(tx);
  if (commitments.length > 0) yield [piece, commitments];
}

/**
 * Seals the leaf of a day that is over. From then on each of its commitments is proven by that leaf. The caller holds
 * the log. Resolves with whether anything was appended.
 */
export async function sealDay(tx: Tx, { random, signer }: Sealing): Promise<boolean> {
  const now = await standing(tx);
  const day = dayToSeal(now);
  if (day === null) return false;
  const draw = random(32);
  const top = random(PIECES * 32);
  let any = false;
  const kept: Kept[] = [];
  for await (const [piece, commitments] of pieces(tx, day, draw)) {
    any = true;
    const secret = random(32);
    const planted = placesOf(commitments, secret);
    const tree = plant(SLOT_DEPTH, planted, secret, sha256);
    top.set(tree.root, piece * 32);
    for (const { commitment, position } of planted) {
      kept.push({ commitment, position: piece * PIECE + position, path: tree.pathOf(position) });
    }
    if (kept.length >= AT_ONCE) await keep(tx, day, kept.splice(0));
    await breathe();
  }
  if (kept.length > 0) await keep(tx, day, kept);
  const { root } = topPath(top, 0);
  const { first } = await appendLeaves(tx, signer(now.origin), [writeLeaf({ kind: "day", day, root })]);
  await tx
    .insertInto("record_day")
    .values({ day, index: first, top: any ? Buffer.from(top) : null })
    .execute();
  await tx.updateTable("record_head").set({ day }).execute();
  return true;
}

/**
 * Forgets the slots of days that have a leaf, and of what a record that signs nothing left unsealed on days that are
 * over: the leaf of that day will prove it, whenever it comes, and that keeps what was promised. What is left is written
 * anew in the order of the commitments by this one transaction, so that neither the place of a row, nor the transaction
 * that wrote it, nor a deleted row that is still on the disk tells a slot. For an instant nobody can place, however many
 * rows there are of the day that is over or of the new one; the caller has set how long to wait for those who do.
 */
export async function forget(tx: Tx): Promise<void> {
  const { day, frozen, slot, openSlot } = await standing(tx);
  const from = (day + 1) * DAY;
  const [unsealed, today] = [(slot ?? from - 1) + 1, Math.floor(openSlot / DAY) * DAY];
  const over = sql<boolean>`${sql.lit(frozen !== null)} and slot >= ${sql.lit(unsealed)} and slot < ${sql.lit(today)}`;
  const left = sql`select commitment, case when ${over} then -1 - slot / ${sql.lit(DAY)} else slot end as slot
    from record_placed where (slot >= ${sql.lit(from)} or slot < ${sql.lit(dayOnly(day))})`;
  // Into slots that are sealed nobody places any more: they are copied before anybody has to wait. What a record left
  // unsealed while it was frozen is over likewise.
  const settled = sql.lit(frozen === null ? unsealed : today);
  await sql`create table record_placed_next (like record_placed including all)`.execute(tx);
  await sql`insert into record_placed_next ${left} and slot < ${settled} order by commitment`.execute(tx);
  await sql`lock table record_placed, record_slot in access exclusive mode`.execute(tx);
  await sql`insert into record_placed_next ${left} and slot >= ${settled} order by commitment`.execute(tx);
  await sql`drop table record_placed`.execute(tx);
  await sql`alter table record_placed_next rename to record_placed`.execute(tx);
  await sql`alter index record_placed_next_pkey rename to record_placed_pkey`.execute(tx);
  await sql`alter index record_placed_next_slot_idx rename to record_placed_slot`.execute(tx);
  await sql`create temporary table record_slot_left on commit drop as
    select * from record_slot where slot >= ${sql.lit(from)} or index is null`.execute(tx);
  await sql`truncate record_slot`.execute(tx);
  await sql`insert into record_slot select * from record_slot_left order by slot`.execute(tx);
  await sql`drop table record_slot_left`.execute(tx);
  await tx.updateTable("record_day").set({ forgotten: true }).where("forgotten", "=", false).execute();
}
