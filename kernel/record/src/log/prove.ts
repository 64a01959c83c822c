import { sha256 } from "@niuniu/note";
import { besides, between, completeIn, type Range } from "../ranges.ts";
import { RecordError } from "../record-error.ts";
import { whole } from "../spelling.ts";
import { EMPTY_ROOT, isCount, nodeHash, type Hash } from "../tree.ts";
import { TILE } from "./tile-path.ts";

/** Reads the first `width` hashes of a tile, 32 bytes each, as they are in the tree that is asked about. */
export type TileReader = (level: number, n: number, width: number) => Promise<Uint8Array>;

/** Hashes of a proof in the order RFC 6962 gives them. */
type Proof = Promise<Uint8Array[]>;
/** The tree of that size, and where its tiles are read. */
type Tree = { readonly reader: TileReader; readonly size: number; readonly hash: Hash };
/** A tile: its hashes (0 steps up) and the nodes above them (up to 7), counted from the left. */
type Tile = (up: number, at: number) => Uint8Array;

const memories = new WeakMap<TileReader, Map<string, Tile>>();
const REMEMBERED = 256;

/**
 * The hashes that prove the entry at `index` to be in the tree of that size, from the leaf up. At ten million entries
 * it reads at most five tiles, all at once. An index outside the tree is RecordError "record/inclusion" (RFC 9162
 * §2.1.3.1).
 */
export async function proveInclusion(reader: TileReader, index: number, size: number, hash: Hash = sha256): Proof {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RecordError("record/inclusion", "no such index");
  return hashesOf(besides(index, { from: 0, to: size }), { reader, size, hash });
}

/**
 * The hashes that prove the tree of size `to` to begin with the tree of size `from`; none if one of them is empty or
 * both are one. At ten million entries it reads at most five tiles, all at once. Sizes the wrong way round are
 * RecordError "record/consistency" (RFC 9162 §2.1.4.1).
 */
export async function proveConsistency(reader: TileReader, from: number, to: number, hash: Hash = sha256): Proof {
  if (!isCount(from) || !isCount(to) || from > to) throw new RecordError("record/consistency", "a tree that shrank");
  return hashesOf(between(from, { from: 0, to }, true), { reader, size: to, hash });
}

/** The root of the tree of that size, 32 bytes. */
export async function rootOf(reader: TileReader, size: number, hash: Hash = sha256): Promise<Uint8Array> {
  whole(size, "size of a tree");
  const [root] = size === 0 ? [EMPTY_ROOT] : await hashesOf([{ from: 0, to: size }], { reader, size, hash });
  return new Uint8Array(root ?? EMPTY_ROOT);
}

/** The roots of the complete subtrees a tree of that size is made of, from the largest to the smallest. */
export function peaksOf(reader: TileReader, size: number, hash: Hash): Proof {
  return hashesOf(size === 0 ? [] : completeIn({ from: 0, to: size }), { reader, size, hash });
}

/**
 * The same reader with a memory: the inner nodes of the 256 tiles read last (16 KB each) are kept, which makes a proof
 * several times cheaper. Only for what is kept for good: not within a transaction that may be undone.
 */
export function rememberTiles(reader: TileReader): TileReader {
  const remembering: TileReader = (level, n, width) => reader(level, n, width);
  memories.set(remembering, new Map());
  return remembering;
}

/** The hash of each range: of its one complete subtree, or of those it is made of, joined from the right. */
function hashesOf(ranges: readonly Range[], tree: Tree): Proof {
  const tiles = new Map<string, Promise<Tile>>();
  const nodeOf = async ({ from, to }: Range) => {
    const [level, up] = [Math.floor(Math.log2(to - from) / 8), Math.log2(to - from) % 8];
    const n = Math.floor(from / TILE ** (level + 1));
    const tile = tiles.get(`${level}/${n}`) ?? readTile(level, n, tree);
    tiles.set(`${level}/${n}`, tile);
    return (await tile)(up, (from / (to - from)) % (TILE / 2 ** up));
  };
  const hashOf = async (range: Range) => {
    const nodes = await Promise.all(completeIn(range).map(nodeOf));
    return nodes.reduceRight((right, left) => nodeHash(left, right, tree.hash));
  };
  return Promise.all(ranges.map(hashOf));
}

/** The inner nodes of these hashes, each height computed once, when it is first asked for. */
function nodesOf(hashes: Uint8Array, hash: Hash): Tile {
  const rows = [hashes];
  const rowAt = (up: number): Uint8Array => (rows[up] ??= rowAbove(rowAt(up - 1), hash));
  return (up, at) => new Uint8Array(rowAt(up).subarray(at * 32, at * 32 + 32));
}

function rowAbove(below: Uint8Array, hash: Hash): Uint8Array {
  const row = new Uint8Array(Math.floor(below.length / 64) * 32);
  const pair = Uint8Array.of(1, ...new Uint8Array(64));
  for (let at = 0; at < row.length; at += 32) {
    // Byte by byte: a view for each pair would cost more than the copy.
    for (let byte = 0; byte < 64; byte++) pair[byte + 1] = below[at * 2 + byte] ?? 0;
    row.set(hash(pair), at);
  }
  return row;
}

/** The tile as the tree of that size has it: as wide as it was then, however far the log has grown. */
async function readTile(level: number, n: number, { reader, size, hash }: Tree): Promise<Tile> {
  const width = Math.min(TILE, Math.floor(size / TILE ** level) - n * TILE);
  const memory = memories.get(reader);
  const known = memory?.get(`${level}/${n}/${width}`);
  if (known !== undefined) return known;
  const hashes = await reader(level, n, width);
  if (hashes.length !== width * 32) throw new RecordError("record/store", "a tile does not have its hashes");
  const tile = nodesOf(hashes, hash);
  memory?.set(`${level}/${n}/${width}`, tile);
  const [oldest = ""] = memory?.keys() ?? [];
  if (memory !== undefined && memory.size > REMEMBERED) memory.delete(oldest);
  return tile;
}
