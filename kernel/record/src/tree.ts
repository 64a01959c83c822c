import { concatBytes, constantTimeEqual, sha256 } from "@niuniu/note";
import { RecordError } from "./record-error.ts";

/**
 * SHA-256: 32 bytes for any bytes. A browser uses the default, a server passes the faster one of its platform. The tree
 * and the log copy each result at once, so it may return the same array every time.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

/** The root of a log without entries: SHA-256 of nothing (RFC 6962 §2.1). */
export const EMPTY_ROOT = sha256(new Uint8Array(0));

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
  const { next, end } = fromTop(proof, refuse);
  const rootFrom = (at: number, of: number): Uint8Array => {
    if (of === 1) return leaf;
    const [beside, half] = [next(), leftHalf(of)];
    if (at < half) return nodeHash(rootFrom(at, half), beside, hash);
    return nodeHash(beside, rootFrom(at - half, of - half), hash);
  };
  const found = rootFrom(index, size);
  end();
  if (!constantTimeEqual(found, root)) throw refuse("the proof leads to another root");
}

/**
 * Proves that the tree of `newSize` and `newRoot` only added to the tree of `oldSize` and `oldRoot`. It trusts
 * neither root. Trees of one size need an empty proof and the same root; a tree without entries has no proof but the
 * empty one and no root but EMPTY_ROOT. Everything else, a shrunken tree included, is RecordError
 * "record/consistency" (RFC 9162 §2.1.4).
 */
export function checkConsistency(
  { oldSize, oldRoot, newSize, newRoot, proof }: Consistency,
  hash: Hash = sha256,
): void {
  const refuse = (why: string) => new RecordError("record/consistency", why);
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) throw refuse("the new tree is not the larger one");
  if (oldSize === 0 && !constantTimeEqual(oldRoot, EMPTY_ROOT)) throw refuse("an empty tree has another root");
  const hashes = oldSize < newSize ? [oldRoot, newRoot, ...proof] : proof;
  if (!hashes.every(isHash)) throw refuse("a hash does not have 32 bytes");
  const { next, end } = fromTop(proof, refuse);
  /** The roots of the first `old` and of all `now` leaves; `whole` while the old tree is the left edge of the new. */
  const rootsFrom = (old: number, now: number, whole: boolean): readonly [Uint8Array, Uint8Array] => {
    if (old === now && whole) return [oldRoot, oldRoot];
    if (old === 0) return [oldRoot, newRoot];
    const [beside, half] = [next(), leftHalf(now)];
    if (old === now) return [beside, beside];
    const [older, newer] = old <= half ? rootsFrom(old, half, whole) : rootsFrom(old - half, now - half, false);
    if (old <= half) return [older, nodeHash(newer, beside, hash)];
    return [nodeHash(beside, older, hash), nodeHash(beside, newer, hash)];
  };
  const [older, newer] = rootsFrom(oldSize, newSize, true);
  end();
  if (!constantTimeEqual(older, oldRoot)) throw refuse("the proof does not hold the old tree");
  if (!constantTimeEqual(newer, newRoot)) throw refuse("the proof leads to another root");
}

/** A proof taken hash by hash from its end, where the one just below the root stands, until nothing may be left. */
function fromTop(proof: readonly Uint8Array[], refuse: (why: string) => RecordError) {
  const left = [...proof];
  const next = (): Uint8Array => {
    const hash = left.pop();
    if (hash === undefined) throw refuse("the proof is too short");
    return hash;
  };
  const end = (): void => {
    if (left.length > 0) throw refuse("the proof is too long");
  };
  return { next, end };
}

/** The leaves in the left half of a tree: the largest power of two below its size (k in RFC 9162 §2.1.1). */
export function leftHalf(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** True for a size or an index: a whole number that no rounding has touched. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === 32;
}
