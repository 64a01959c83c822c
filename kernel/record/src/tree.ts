import { concatBytes, constantTimeEqual, isWhole, sha256 } from "@niuniu/note";
import { besides, between, type Range } from "./ranges.ts";
import { RecordError } from "./record-error.ts";

/**
 * SHA-256: 32 bytes for any bytes. A browser uses the default, a server passes the faster one of its platform. The tree
 * and the log copy each result at once, so it may return the same array every time.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** The root of a log without entries: SHA-256 of nothing (RFC 6962 §2.1). */
export const EMPTY_ROOT = sha256(new Uint8Array(0));

/** True for a size or an index: a whole number that no rounding has touched. */
export const isCount = isWhole;
const isHash = ({ length }: Uint8Array): boolean => length === 32;

/** What `checkInclusion` is given: the claim that `leaf`, a leaf hash, stands at `index` of the tree of that root. */
export type Inclusion = {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** What `checkConsistency` is given: the claim that the new tree begins with all the leaves of the old one. */
export type Consistency = {
  readonly oldSize: number;
  readonly oldRoot: Uint8Array;
  readonly newSize: number;
  readonly newRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
};

/** The hash of one entry: SHA-256(0x00 ‖ entry), 32 bytes (RFC 6962 §2.1). */
export function leafHash(entry: Uint8Array, hash: Hash = sha256): Uint8Array {
  return new Uint8Array(hash(concatBytes(Uint8Array.of(0), entry)));
}

/** The hash of two subtrees side by side: SHA-256(0x01 ‖ left ‖ right), 32 bytes (RFC 6962 §2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array, hash: Hash = sha256): Uint8Array {
  return new Uint8Array(hash(concatBytes(Uint8Array.of(1), left, right)));
}

/**
 * Proves that `leaf` stands at `index` of the tree with this size and root. It trusts nothing but the root: a proof
 * with a hash too many, too few or changed, an index outside the tree or a hash that is not 32 bytes long is
 * RecordError "record/inclusion" (RFC 9162 §2.1.3).
 */
export function checkInclusion({ index, size, leaf, root, proof }: Inclusion, hash: Hash = sha256): void {
  const refuse = (why: string) => new RecordError("record/inclusion", why);
  if (!isCount(index) || !isCount(size) || index >= size) throw refuse("the index is not in the tree");
  if (![leaf, ...proof].every(isHash)) throw refuse("a hash does not have 32 bytes");
  let node = leaf;
  for (const { from, beside } of placed(proof, besides(index, { from: 0, to: size }), refuse)) {
    node = from > index ? nodeHash(node, beside, hash) : nodeHash(beside, node, hash);
  }
  if (!constantTimeEqual(node, root)) throw refuse("the proof leads to another root");
}

/**
 * Proves that the tree of `newSize` and `newRoot` only added to the tree of `oldSize` and `oldRoot`. It trusts
 * neither root. Trees of one size need an empty proof and the same root; a tree without entries has no proof but the
 * empty one and no root but EMPTY_ROOT. Everything else, a shrunken tree included, is RecordError
 * "record/consistency" (RFC 9162 §2.1.4).
 */
export function checkConsistency(claim: Consistency, hash: Hash = sha256): void {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  const refuse = (why: string) => new RecordError("record/consistency", why);
  if (![oldSize, newSize].every(isCount) || oldSize > newSize) throw refuse("the new tree is not the larger one");
  if (![oldRoot, newRoot, ...proof].every(isHash)) throw refuse("a hash does not have 32 bytes");
  const ranges = between(oldSize, { from: 0, to: newSize }, true);
  // Both roots are hashed upwards from what the two trees have alike: nothing, the old tree, or the first hash.
  let [older, newer] = oldSize > 0 ? [oldRoot, oldRoot] : [EMPTY_ROOT, newSize > 0 ? newRoot : EMPTY_ROOT];
  for (const { from, to, beside } of placed(proof, ranges, refuse)) {
    if (to === oldSize) [older, newer] = [beside, beside];
    else if (from >= oldSize) newer = nodeHash(newer, beside, hash);
    else [older, newer] = [nodeHash(beside, older, hash), nodeHash(beside, newer, hash)];
  }
  if (!constantTimeEqual(older, oldRoot)) throw refuse("the proof does not hold the old tree");
  if (!constantTimeEqual(newer, newRoot)) throw refuse("the proof leads to another root");
}

/** The hashes of a proof, lowest first, each with the leaves it stands for: there is one hash for each range. */
function placed(proof: readonly Uint8Array[], ranges: readonly Range[], refuse: (why: string) => RecordError) {
  if (proof.length !== ranges.length) throw refuse("the proof is too short or too long");
  return ranges.map((range, at) => ({ ...range, beside: proof[at] ?? EMPTY_ROOT }));
}
