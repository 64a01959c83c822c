import { addCosignatures, writeOpening, writeTlogProof, type Opening } from "@niuniu/record";
import { proveInclusion, type TileReader } from "@niuniu/record/log";
import type { record } from "@niuniu/wire";
import { sql } from "kysely";
import type { Database } from "../database.ts";
import { sha256Reused } from "../digest.ts";
import { topPath } from "./day.ts";
import { Recent } from "./recent.ts";
import type { Milestone, Signed } from "./record.ts";
import { commitmentsOf, slotToPromise, slotTree, type SlotTree } from "./slots.ts";

/** Commitments in trees of slots, and leaves of days, kept at hand. */
const COMMITMENTS_KEPT = 20_000;
const DAYS_KEPT = 400;

/** A milestone, with where the leaf of its newest slot stands, and who has cosigned it. */
export interface KeptMilestone extends Milestone {
  readonly slotIndex: number;
  readonly cosigned: boolean;
}

/** The newest checkpoint and the newest milestones, newest first. */
export interface Checkpoints {
  readonly newest: Signed | null;
  readonly milestones: readonly KeptMilestone[];
}

/** Two milestones are enough: the newest, and the one before it while nobody has cosigned the newest yet. */
export async function checkpoints(db: Database): Promise<Checkpoints> {
  const [head, kept] = await Promise.all([
    db.selectFrom("record_head").select(["size", "note"]).executeTakeFirstOrThrow(),
    db.selectFrom("record_milestone").selectAll().orderBy("size", "desc").limit(2).execute(),
  ]);
  const milestones = kept.map(({ size, slot, slot_index: slotIndex, note, lines }) => {
    return { size, slot, slotIndex, note: addCosignatures(note, lines), cosigned: lines.length > 0 };
  });
  const same = milestones.find(({ size }) => size === head.size);
  return { newest: same ?? (head.note === null ? null : { size: head.size, note: head.note }), milestones };
}

/** The proof of the entry at `index` against a checkpoint that covers it. */
export type Prove = (checkpoint: Signed, index: number, opening: Opening) => Promise<string>;

/** Proves from these tiles. */
export function proverOn(tiles: TileReader): Prove {
  return async ({ size, note }, index, opening) => {
    const hashes = await proveInclusion(tiles, index, size, sha256Reused);
    return writeTlogProof({ extra: writeOpening(opening), index, hashes, checkpoint: note });
  };
}

/** The checkpoint to prove an entry against: the milestone, which others pin and cosign, if it reaches that far. */
export function covering({ newest, milestones: [milestone] }: Checkpoints, index: number): Signed | null {
  if (milestone !== undefined && index < milestone.size) return milestone;
  return newest !== null && index < newest.size ? newest : null;
}

interface Found {
  readonly commitment: Buffer;
  readonly slot: number | null;
  readonly index: number | null;
  readonly secret: Buffer | null;
  readonly day: number | null;
  readonly position: number | null;
  readonly path: Buffer | null;
}

function lookUp(db: Database, commitments: readonly Uint8Array[]): Promise<readonly Found[]> {
  return sql<Found>`
    select of.commitment, placed.slot, slot.index, slot.secret, kept.day, kept.position, kept.path
    from unnest(${commitments.map((one) => Buffer.from(one))}::bytea[]) as of (commitment)
    left join record_placed placed on placed.commitment = of.commitment
    left join record_slot slot on slot.slot = placed.slot
    left join record_kept kept on kept.commitment = of.commitment`
    .execute(db)
    .then(({ rows }) => rows);
}

const cut = (bytes: Uint8Array): readonly Uint8Array[] =>
  Array.from({ length: bytes.length / 32 }, (_, at) => new Uint8Array(bytes.subarray(at * 32, at * 32 + 32)));

/** Where a commitment stands in the log and what opens the entry there; null if its slot is not sealed yet. */
interface Place {
  readonly index: number;
  readonly opening: Opening;
}

/** Finds proofs of commitments on a database. */
export class Finder {
  readonly #db: Database;
  readonly #prove: Prove;
  readonly #promise: (slot: number, commitment: Uint8Array) => string;
  readonly #slots = new Recent<SlotTree>(COMMITMENTS_KEPT);
  readonly #days = new Recent<{ readonly index: number; readonly top: Buffer }>(DAYS_KEPT);

  constructor(db: Database, prove: Prove, promise: (slot: number, commitment: Uint8Array) => string) {
    this.#db = db;
    this.#prove = prove;
    this.#promise = promise;
  }

  async find(commitments: readonly Uint8Array[]): Promise<ReadonlyMap<string, record.Standing>> {
    if (commitments.length === 0) return new Map();
    const first = await this.#attempt(commitments);
    // A day may be forgotten between the look at a commitment and the look at its slot: then its leaf proves it now.
    return first ?? (await this.#attempt(commitments)) ?? new Map<string, record.Standing>();
  }

  async #attempt(commitments: readonly Uint8Array[]): Promise<ReadonlyMap<string, record.Standing> | null> {
    // What is sealed is read before the checkpoints, so that one of them covers it.
    const found = await lookUp(this.#db, commitments);
    const places: (Place | null)[] = [];
    for (const one of found) {
      const place = (await this.#dayPlace(one)) ?? (await this.#slotPlace(one));
      if (place === "forgotten") return null;
      places.push(place);
    }
    const at = await checkpoints(this.#db);
    const answers = new Map<string, record.Standing>();
    for (const [number, one] of found.entries()) {
      const place = places[number] ?? null;
      const checkpoint = place === null ? null : covering(at, place.index);
      if (place !== null && checkpoint !== null) {
        const proof = await this.#prove(checkpoint, place.index, place.opening);
        answers.set(one.commitment.toString("hex"), { state: "proven", proof });
      } else if (one.slot !== null) {
        const promise = this.#promise(slotToPromise(one.slot), new Uint8Array(one.commitment));
        answers.set(one.commitment.toString("hex"), { state: "promised", promise });
      }
    }
    return answers;
  }

  async #dayPlace({ day, position, path }: Found): Promise<Place | null> {
    if (day === null || position === null || path === null) return null;
    let kept = this.#days.get(String(day));
    if (kept === undefined) {
      const row = await this.#db
        .selectFrom("record_day")
        .select(["index", "top"])
        .where("day", "=", day)
        .executeTakeFirst();
      if (row?.top === undefined || row.top === null) return null;
      kept = { index: row.index, top: row.top };
      this.#days.set(String(day), kept, 1);
    }
    const above = topPath(kept.top, Math.floor(position / 65_536)).path;
    return { index: kept.index, opening: { kind: "day", day, position, path: [...cut(path), ...above] } };
  }

  async #slotPlace({ slot, index, secret, commitment }: Found): Promise<Place | "forgotten" | null> {
    if (slot === null || index === null || secret === null) return null;
    const key = secret.toString("hex");
    let tree = this.#slots.get(key);
    if (tree === undefined) {
      const planted = (await commitmentsOf(this.#db, [slot])).get(slot) ?? [];
      tree = slotTree(planted, secret);
      if (planted.length === 0) return "forgotten";
      this.#slots.set(key, tree, planted.length + 100);
    }
    const position = tree.positions.get(commitment.toString("hex"));
    if (position === undefined) return null;
    return { index, opening: { kind: "slot", slot, position, path: tree.pathOf(position) } };
  }
}
