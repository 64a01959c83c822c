import { hash as platformHash } from "node:crypto";
import type { Hash } from "@niuniu/record";
import { ENTRY_LIMIT, TILE } from "@niuniu/record/log";

const text = (bytes: Uint8Array): string => platformHash("sha256", bytes, "binary");

/** SHA-256 by the platform, many times faster than in JavaScript, and than an array that Node makes for each hash. */
export const hash: Hash = (bytes) => Buffer.from(text(bytes), "binary");

// One of each for all: they are filled and hashed without a pause between.
const LEAF = Buffer.alloc(1 + ENTRY_LIMIT);
const NODE = Buffer.alloc(65, 1);
const ROW = Buffer.alloc(TILE * 32);
let leaf = LEAF.subarray(0, 1);

/**
 * Whether the hashes of these entries stand in a tile from place `from` on; of another length it never holds them. Each
 * entry is hashed once. A tile that holds them needs no other copy of the hashes: they are compared where they are.
 */
export function holdsLeaves(tile: Uint8Array, entries: readonly Uint8Array[], from: number): boolean {
  if (tile.length !== (from + entries.length) * 32) return false;
  const held = Buffer.from(tile.buffer, tile.byteOffset, tile.length).toString("binary");
  let at = from * 32;
  for (const entry of entries) {
    // Entries of one length after another are the rule; a new view for each would cost as much as the copy.
    if (leaf.length !== entry.length + 1) leaf = LEAF.subarray(0, entry.length + 1);
    leaf.set(entry, 1);
    if (!held.startsWith(text(leaf), at)) return false;
    at += 32;
  }
  return true;
}

/** The root over the 256 hashes of a full tile; each inner node is hashed once. The next call writes over it. */
export function rootOfTile(tile: Uint8Array): Uint8Array {
  ROW.set(tile);
  for (let width = TILE / 2; width >= 1; width /= 2) {
    for (let at = 0; at < width; at++) {
      ROW.copy(NODE, 1, at * 64, at * 64 + 64);
      ROW.write(text(NODE), at * 32, "binary");
    }
  }
  return ROW.subarray(0, 32);
}
