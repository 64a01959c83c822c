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
 * RecordError "record/inclusion" (RFC 9162 §2.1.3.2).
 */
export function checkInclusion({ index, size, leaf, root, proof }: Inclusion, hash: Hash = sha256): void {
  const refuse = (why: string) => new RecordError("record/inclusion", why);
  if (!isCount(index) || !isCount(size) || index >= size) throw refuse("the index is not in the tree");
  if (![leaf, root, ...proof].every(isHash)) throw refuse("a hash does not have 32 bytes");
  let node = leaf;
  const climb = new Climb(index, size - 1);
  for (const beside of proof) {
    if (climb.done) throw refuse("the proof is too long");
    node = climb.standsLeft() ? nodeHash(beside, node, hash) : nodeHash(node, beside, hash);
    climb.up();
  }
  if (!climb.done) throw refuse("the proof is too short");
  if (!constantTimeEqual(node, root)) throw refuse("the proof leads to another root");
}

/**
 * Proves that the tree of `newSize` and `newRoot` only added to the tree of `oldSize` and `oldRoot`. It trusts
 * neither root. Trees of one size need an empty proof and the same root; a tree without entries has no proof but the
 * empty one and no root but EMPTY_ROOT. Everything else, a shrunken tree included, is RecordError
 * "record/consistency" (RFC 9162 §2.1.4.2).
 */
export function checkConsistency(claim: Consistency, hash: Hash = sha256): void {
  const { oldSize, oldRoot, newSize, newRoot, proof } = claim;
  if (!isCount(oldSize) || !isCount(newSize) || oldSize > newSize) throw inconsistent("the new tree is not the larger");
  if (oldSize === 0 || oldSize === newSize) {
    checkWithoutProof(claim);
    return;
  }
  if (proof.length === 0 || ![oldRoot, newRoot, ...proof].every(isHash)) throw inconsistent("a hash is missing");
  const roots = rootsBy(claim, hash);
  if (!constantTimeEqual(roots.older, oldRoot)) throw inconsistent("the proof does not hold the old tree");
  if (!constantTimeEqual(roots.newer, newRoot)) throw inconsistent("the proof leads to another root");
}

function checkWithoutProof({ oldSize, oldRoot, newSize, newRoot, proof }: Consistency): void {
  if (proof.length > 0) throw inconsistent("there is nothing to prove here");
  if (oldSize === 0 && !constantTimeEqual(oldRoot, EMPTY_ROOT)) throw inconsistent("an empty tree has another root");
  const fits = oldSize < newSize ? isHash(newRoot) : constantTimeEqual(oldRoot, newRoot);
  if (!fits) throw inconsistent("one size has two roots");
}

/** The roots of both trees as the proof has them: fr and sr of RFC 9162. */
function rootsBy({ oldSize, oldRoot, newSize, proof }: Consistency, hash: Hash) {
  // A complete old tree is itself where the path begins: the proof does not repeat it.
  const [start = oldRoot, ...path] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  const climb = new Climb(oldSize - 1, newSize - 1);
  climb.skipRight();
  let [older, newer] = [start, start];
  for (const beside of path) {
    if (climb.done) throw inconsistent("the proof is too long");
    const left = climb.standsLeft();
    if (left) older = nodeHash(beside, older, hash);
    newer = left ? nodeHash(beside, newer, hash) : nodeHash(newer, beside, hash);
    climb.up();
  }
  if (!climb.done) throw inconsistent("the proof is too short");
  return { older, newer };
}

function inconsistent(why: string): RecordError {
  return new RecordError("record/consistency", why);
}

/** A way up the tree beside its last leaf: fn and sn of RFC 9162, without bit operators, which end at 32 bits. */
class Climb {
  #at: number;
  #last: number;

  constructor(at: number, last: number) {
    this.#at = at;
    this.#last = last;
  }

  get done(): boolean {
    return this.#last === 0;
  }

  /** True if the next hash of the proof stands left of the path. */
  standsLeft(): boolean {
    return this.#at % 2 === 1 || this.#at === this.#last;
  }

  up(): void {
    // A last node without a neighbour rises unchanged to where it has one.
    if (this.#at === this.#last) while (this.#at % 2 === 0 && this.#at !== 0) this.#halve();
    this.#halve();
  }

  /** Rises while the path is a right child: to the largest complete subtree that ends here. */
  skipRight(): void {
    while (this.#at % 2 === 1) this.#halve();
  }

  #halve(): void {
    this.#at = Math.floor(this.#at / 2);
    this.#last = Math.floor(this.#last / 2);
  }
}

/** True for a size or an index: a whole number that no rounding has touched. */
export function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(bytes: Uint8Array): boolean {
  return bytes.length === 32;
}

function isPowerOfTwo(size: number): boolean {
  let rest = size;
  while (rest % 2 === 0) rest /= 2;
  return rest === 1;
}
