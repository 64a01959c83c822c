import { sha256 } from "@niuniu/note";
import { malformed } from "../spelling.ts";
import { EMPTY_ROOT, type Hash } from "../tree.ts";
import { ENTRY_LIMIT } from "./bundle.ts";

/** The roots of the complete subtrees a tree of that size is made of, from the largest to the smallest. */
export type Peaks = { readonly size: number; readonly hashes: readonly Uint8Array[] };

/** Told each hash that stands in a tile: the leaves (level 0) and the roots of full tiles (level 1, 2, …). */
export type Kept = (level: number, hash: Uint8Array) => void;

const EMPTY: Peaks = { size: 0, hashes: [] };
// One for all: it is filled and hashed without a pause between.
const LEAF = new Uint8Array(1 + ENTRY_LIMIT);

/**
 * The right edge of a growing tree: one hash for each of its complete subtrees, so its memory does not grow with the
 * log. Whoever reads a whole log adds the entries in their order and compares the root with the signed one. Each leaf
 * and each inner node is hashed once; a root costs at most one hash for each complete subtree. `hash` may return the
 * same array every time. It begins with an empty tree, or with the `peaks` another one had.
 */
export class Frontier {
  #size: number;
  /** For each height 0x01 ‖ left ‖ right. A complete subtree waits in the left half until its neighbour is there. */
  readonly #pads: Uint8Array[] = [];
  readonly #hash: Hash;
  readonly #kept: Kept | undefined;
  #leaf = LEAF.subarray(0, 0);

  constructor(hash: Hash = sha256, peaks: Peaks = EMPTY, kept?: Kept) {
    this.#hash = hash;
    this.#kept = kept;
    this.#size = peaks.size;
    for (const [at, pad] of this.#waiting().entries()) pad.set(peaks.hashes.at(-1 - at) ?? EMPTY_ROOT, 1);
  }

  /** How many entries were added. */
  get size(): number {
    return this.#size;
  }

  /** Adds one entry; more than 65,535 bytes are RecordError "record/malformed". */
  add(entry: Uint8Array): void {
    if (entry.length > ENTRY_LIMIT) throw malformed("entry of more than 65,535 bytes");
    LEAF.set(entry, 1);
    // Entries of one length after another are the rule; a new view for each would cost as much as the copy.
    if (this.#leaf.length !== entry.length + 1) this.#leaf = LEAF.subarray(0, entry.length + 1);
    this.addHash(this.#hash(this.#leaf));
  }

  /** Adds one entry of which only the leaf hash, 32 bytes, is at hand. */
  addHash(leaf: Uint8Array): void {
    let [height, node] = [0, leaf];
    this.#kept?.(0, node);
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      const pad = this.#pads[height] ?? this.#pad(height);
      pad.set(node, 33);
      node = this.#hash(pad);
      height++;
      if (height % 8 === 0) this.#kept?.(height / 8, node);
    }
    (this.#pads[height] ?? this.#pad(height)).set(node, 1);
    this.#size++;
  }

  /** The root of all that was added so far, 32 bytes. */
  root(): Uint8Array {
    const [last, ...larger] = this.#waiting();
    let root = last?.subarray(1, 33) ?? EMPTY_ROOT;
    for (const pad of larger) {
      pad.set(root, 33);
      root = this.#hash(pad);
    }
    return new Uint8Array(root);
  }

  /** The edge as it is now, to begin another one with. */
  peaks(): Peaks {
    const hashes = this.#waiting().map((pad) => pad.slice(1, 33));
    return { size: this.#size, hashes: hashes.reverse() };
  }

  /** The pads of the complete subtrees, the smallest first: the ones in the binary spelling of the size. */
  #waiting(): Uint8Array[] {
    const pads: Uint8Array[] = [];
    for (let height = 0, rest = this.#size; rest > 0; height++, rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) pads.push(this.#pad(height));
    }
    return pads;
  }

  #pad(height: number): Uint8Array {
    const pad = (this.#pads[height] ??= new Uint8Array(65));
    pad[0] = 1;
    return pad;
  }
}
