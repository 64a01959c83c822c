import { concatBytes, sha256 } from "@niuniu/note";
import { bigEndian, malformed, sized, whole } from "./spelling.ts";
import { leafHash, nodeHash, type Hash } from "./tree.ts";

/** The length of a slot in milliseconds. */
export const SLOT = 10_000;
/** The depth of a slot's tree: 65,536 places. */
export const SLOT_DEPTH = 16;
/** The depth of a day's tree: 16,777,216 places. */
export const DAY_DEPTH = 24;

/** When an event entered the log: its slot, or its UTC day once the slot is forgotten. */
export type When = { readonly slot: number } | { readonly day: number };

/** A commitment (32 bytes) and its place in a tree; places are drawn at random, so they tell nothing. */
export type Planted = { readonly commitment: Uint8Array; readonly position: number };

/** A planted commitment with the hashes beside its way up to the root, lowest first. */
export type Path = Planted & { readonly path: readonly Uint8Array[] };

/** A tree with its commitments in place. */
export type Plantation = { readonly root: Uint8Array; readonly pathOf: (position: number) => readonly Uint8Array[] };

/** The slot of an instant (ms since epoch). */
export function slotOf(instant: number): number {
  return Math.floor(instant / SLOT);
}

/** The UTC day of a slot, in days since epoch. */
export function dayOfSlot(slot: number): number {
  return Math.floor((slot * SLOT) / 86_400_000);
}

/**
 * The tree of 2^depth places in which the commitments stand. Every part without commitments is one hash made from the
 * secret (32 random bytes, for one tree only): so no path tells how full the tree is, and the work is `depth` hashes a
 * commitment, not 2^depth. Two commitments in one place are RecordError "record/malformed" (record.md §4).
 */
export function plant(depth: number, planted: readonly Planted[], secret: Uint8Array, hash: Hash = sha256): Plantation {
  const key = sized(secret, "secret");
  const fill = (height: number, index: number) =>
    hash(concatBytes(Uint8Array.of(2), key, Uint8Array.of(height), bigEndian(index, 4)));
  const placeOf = ({ position }: Planted) => whole(position, "position", 2 ** depth - 1);
  const leaves = planted.map((one) => [placeOf(one), leafHash(sized(one.commitment, "commitment"), hash)] as const);
  const levels = [new Map(leaves)];
  if (levels[0]?.size !== planted.length) throw malformed("two commitments in one place");
  const at = (height: number, index: number) => levels[height]?.get(index) ?? fill(height, index);
  for (let height = 0; height < depth; height++) {
    const above = new Set(Array.from(levels[height]?.keys() ?? [], (index) => index >>> 1));
    const nodeAt = (index: number) => nodeHash(at(height, index * 2), at(height, index * 2 + 1), hash);
    levels.push(new Map(Array.from(above, (index) => [index, nodeAt(index)])));
  }
  const pathOf = (position: number) => {
    if (levels[0]?.has(position) !== true) throw malformed("nothing stands in this place");
    return Array.from({ length: depth }, (_, height) => at(height, (position >>> height) ^ 1));
  };
  return { root: at(depth, 0), pathOf };
}

/** The root to which a commitment's path leads. It decides nothing: another commitment leads to another root. */
export function rootBy(depth: number, { commitment, position, path }: Path, hash: Hash = sha256): Uint8Array {
  whole(position, "position", 2 ** depth - 1);
  if (path.length !== depth) throw malformed("path");
  let node = leafHash(sized(commitment, "commitment"), hash);
  for (const [height, beside] of path.entries()) {
    sized(beside, "path");
    node = (position >>> height) % 2 === 1 ? nodeHash(beside, node, hash) : nodeHash(node, beside, hash);
  }
  return node;
}
