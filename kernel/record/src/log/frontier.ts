import { sha256 } from "@niuniu/note";
import { RecordError } from "../record-error.ts";
import { EMPTY_ROOT, type Hash } from "../tree.ts";
import { ENTRY_LIMIT } from "./bundle.ts";

/** Told each hash that a tile holds: the leaves (height 0) and the roots of full tiles (heights 8, 16, …). */
export type Kept = (height: number, hash: Uint8Array) => void;

// One for all: it is filled and hashed without a pause between.
const LEAF = new Uint8Array(1 + ENTRY_LIMIT);

/**
 * The right edge of a growing tree: one hash for each of its complete subtrees, so its memory does not grow with the
 * log. Whoever reads a whole log adds the entries in their order and compares the root with the signed one. Each leaf
 * and each inner node is hashed once; a root costs at most one hash for each complete subtree.
 */
export class Frontier {
  #size = 0;
  /** For each height 0x01 ‖ left ‖ right. A complete subtree waits in the left half until its neighbour is there. */
  readonly #pads: Uint8Array[] = [];
  readonly #waits: boolean[] = [];
  readonly #hash: Hash;
  #kept: Kept | undefined;
  #leaf = LEAF.subarray(0, 0);

  constructor(hash: Hash = sha256) {
    this.#hash = hash;
  }

  /** The edge of a tree of that size, given the roots of its complete subtrees from the largest to the smallest. */
  static at(size: number, peaks: readonly Uint8Array[], hash: Hash = sha256): Frontier {
    const frontier = new Frontier(hash);
    const left = [...peaks];
    for (let height = 0, rest = size; rest > 0; height++, rest = Math.floor(rest / 2)) {
      const peak = rest % 2 === 1 ? left.pop() : undefined;
      if (peak !== undefined) frontier.#pad(height).set(peak, 1);
      frontier.#waits[height] = peak !== undefined;
    }
    frontier.#size = size;
    return frontier;
  }

  /** How many entries were added. */
  get size(): number {
    return this.#size;
  }

  /** Adds one entry; more than 65,535 bytes are RecordError "record/malformed". */
  add(entry: Uint8Array): void {
    if (entry.length > ENTRY_LIMIT) throw new RecordError("record/malformed", "an entry is longer than 65,535 bytes");
    LEAF.set(entry, 1);
    // Entries of one length after another are the rule; a new view for each would cost as much as the copy.
    if (this.#leaf.length !== entry.length + 1) this.#leaf = LEAF.subarray(0, entry.length + 1);
    this.addHash(this.#hash(this.#leaf));
  }

  /** Adds one entry of which only the leaf hash, 32 bytes, is at hand. */
  addHash(leaf: Uint8Array): void {
    const kept = this.#kept;
    let height = 0;
    let node = leaf;
    kept?.(0, node);
    for (; this.#waits[height] === true; height++) {
      const pad = this.#pad(height);
      pad.set(node, 33);
      node = this.#hash(pad);
      this.#waits[height] = false;
      if (height % 8 === 7) kept?.(height + 1, node);
    }
    this.#pad(height).set(node, 1);
    this.#waits[height] = true;
    this.#size++;
  }

  /** The root of all that was added so far, 32 bytes. */
  root(): Uint8Array {
    let root: Uint8Array | null = null;
    for (const [height, waits] of this.#waits.entries()) {
      if (!waits) continue;
      const pad = this.#pad(height);
      if (root === null) {
        root = pad.slice(1, 33);
      } else {
        pad.set(root, 33);
        root = this.#hash(pad);
      }
    }
    return root ?? EMPTY_ROOT.slice();
  }

  /** Another edge at the same size. It tells `kept` what it adds; neither changes with the other. */
  copy(kept?: Kept): Frontier {
    const peaks = this.#pads.filter((_, height) => this.#waits[height] === true).map((pad) => pad.subarray(1, 33));
    const frontier = Frontier.at(this.#size, peaks.reverse(), this.#hash);
    frontier.#kept = kept;
    return frontier;
  }

  #pad(height: number): Uint8Array {
    const pad = this.#pads[height];
    if (pad !== undefined) return pad;
    const fresh = new Uint8Array(65);
    fresh[0] = 1;
    this.#pads[height] = fresh;
    return fresh;
  }
}
