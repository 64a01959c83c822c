import { hash as platformHash } from "node:crypto";
import type { Hash } from "@niuniu/record";
import { TILE } from "@niuniu/record/log";

const text = (bytes: Uint8Array): string => platformHash("sha256", bytes, "binary");

/** SHA-256 by the platform, many times faster than in JavaScript, and than an array that Node makes for each hash. */
export const hash: Hash = (bytes) => Buffer.from(text(bytes), "binary");

// One of each for all: they are filled and hashed without a pause between.
const NODE = Buffer.alloc(65, 1);
const ROW = Buffer.alloc(TILE * 32);
const PAIRS = Array.from({ length: TILE / 2 }, (_, at) => ROW.subarray(at * 64, at * 64 + 64));
let copy = Buffer.alloc(0);
let leaves: Buffer[] = [];

/**
 * The hashes of the entries of a bundle, 32 bytes each, from place `known` on; `ends` says where each entry ends. Each is
 * hashed once. The next call of a function here writes over them.
 */
export function hashLeaves(bundle: Uint8Array, ends: readonly number[], known: number): Uint8Array {
  if (copy.length < bundle.length) [copy, leaves] = [Buffer.alloc(bundle.length), []];
  copy.set(bundle);
  for (let at = known; at < ends.length; at++) {
    // The second byte of its length gives way to the zero that every leaf is hashed behind.
    const [from, end] = [(ends[at - 1] ?? 0) + 1, ends[at] ?? 0];
    copy[from] = 0;
    // Most bundles hold entries of one length: a new view of each would cost more than all else but its hash.
    let leaf = leaves[at];
    if (leaf?.byteOffset !== from || leaf.length !== end - from) leaf = leaves[at] = copy.subarray(from, end);
    ROW.write(text(leaf), at * 32, "binary");
  }
  return ROW.subarray(known * 32, ends.length * 32);
}

/** The root over the 256 hashes of a full tile; each inner node is hashed once. The next call here writes over it. */
export function rootOfTile(tile: Uint8Array): Uint8Array {
  ROW.set(tile);
  for (let width = TILE / 2; width >= 1; width /= 2) {
    for (const [at, pair] of PAIRS.slice(0, width).entries()) {
      NODE.set(pair, 1);
      ROW.write(text(NODE), at * 32, "binary");
    }
  }
  return ROW.subarray(0, 32);
}
