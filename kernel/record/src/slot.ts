import { concatBytes, sha256 } from "@niuniu/note";
import { bigEndian, malformed, sized, whole } from "./spelling.ts";
import { leafHash, nodeHash, type Hash } from "./tree.ts";

/** The length of a slot in milliseconds. */
export const SLOT = 10_000;
/** The depth of a slot's tree: 65,536 places. */
export const SLOT_DEPTH = 16;
/** The depth of a day's tree: 16,777,216 places. */
export const DAY_DEPTH = 24;

const SLOTS_A_DAY = 86_400_000 / SLOT;

/** The slot of an instant (ms since epoch). */
export function slotOf(instant: number): number {
  return Math.floor(instant / SLOT);
}

/** The UTC day of a slot, in days since epoch. */
export function dayOfSlot(slot: number): number {
  return Math.floor(slot / SLOTS_A_DAY);
}

/** A commitment (32 bytes) and its place in a tree; places are drawn at random, so they tell nothing. */
export type Planted = { readonly commitment: Uint8Array; readonly position: number };

/** A tree with its commitments in place. */
export type Plantation = {
  readonly root: Uint8Array;
  /** The hashes beside the way from a planted position up to the root, lowest first. */
  readonly pathOf: (position: number) => readonly Uint8Array[];
};

/**
 * The tree of 2^depth places in which the commitments stand. Every part without commitments is one hash made from the
 * secret (32 random bytes, used for one tree only), so no path tells how full the tree is, and the work is `depth`
 * hashes a commitment, not 2^depth. Two commitments in one place are RecordError "record/malformed" (record.md §4).
 */
export function plant(depth: number, planted: readonly Planted[], secret: Uint8Array, hash: Hash = sha256): Plantation {
  sized(secret, 32, "secret");
  const most = 2 ** depth - 1;
  let level = new Map(planted.map((one) => [whole(one.position, "position", most), leafHash(one.commitment, hash)]));
  if (level.size !== planted.length) throw malformed("two commitments in one place");
  const fill = (height: number, index: number) =>
    hash(concatBytes(Uint8Array.of(2), secret, Uint8Array.of(height), bigEndian(index, 4)));
  const levels = [level];
  for (let height = 0; height < depth; height++) {
    const below = level;
    const at = (index: number) => below.get(index) ?? fill(height, index);
    level = new Map();
    for (const index of below.keys()) {
      const above = Math.floor(index / 2);
      if (!level.has(above)) level.set(above, nodeHash(at(above * 2), at(above * 2 + 1), hash));
    }
    levels.push(level);
  }
  const pathOf = (position: number) => {
    if (levels[0]?.has(position) !== true) throw malformed("nothing stands in this place");
    return levels.slice(0, depth).map((nodes, height) => {
      const beside = Math.floor(position / 2 ** height) ^ 1;
      return nodes.get(beside) ?? fill(height, beside);
    });
  };
  return { root: level.get(0) ?? fill(depth, 0), pathOf };
}

/** A commitment with the way to the root of a tree of 2^depth places. */
export type Path = Planted & { readonly path: readonly Uint8Array[] };

/** The root to which a commitment's path leads. It decides nothing: another commitment leads to another root. */
export function rootBy(depth: number, { commitment, position, path }: Path, hash: Hash = sha256): Uint8Array {
  if (path.length !== depth) throw malformed("path");
  whole(position, "position", 2 ** depth - 1);
  return path.reduce(
    (below, beside, height) => {
      sized(beside, 32, "path");
      const right = Math.floor(position / 2 ** height) % 2 === 1;
      return right ? nodeHash(beside, below, hash) : nodeHash(below, beside, hash);
    },
    leafHash(sized(commitment, 32, "commitment"), hash),
  );
}
