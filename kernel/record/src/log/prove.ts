import { sha256 } from "@niuniu/note";
import { RecordError } from "../record-error.ts";
import { EMPTY_ROOT, isCount, leftHalf, nodeHash, type Hash } from "../tree.ts";
import { TILE } from "./tile-path.ts";

/** Reads the first `width` hashes of a tile, 32 bytes each, as they are in the tree that is asked about. */
export type TileReader = (level: number, n: number, width: number) => Promise<Uint8Array>;

/** Hashes of a proof in the order RFC 6962 gives them. */
type Proof = Promise<Uint8Array[]>;
/** Leaves from `from` up to, but without, `to`. */
type Range = { readonly from: number; readonly to: number };
/** A complete subtree: of 2^height leaves, the `index`-th of its kind. */
type Subtree = { readonly height: number; readonly index: number };
/** The tree of that size, and where its tiles are read. */
type Tree = { readonly reader: TileReader; readonly size: number; readonly hash: Hash };
/** A tile: its hashes (0 steps up) and the nodes above them (up to 7), counted from the left. */
type Tile = (up: number, at: number) => Uint8Array;
/** The tiles read last, the one not asked for the longest in front. */
type Memory = { readonly most: number; readonly tiles: Map<string, Tile> };

const memories = new WeakMap<TileReader, Memory>();

/**
 * The hashes that prove the entry at `index` to be in the tree of that size, from the leaf up. At ten million entries
 * it reads at most five tiles, all at once. An index outside the tree is RecordError "record/inclusion" (RFC 9162
 * §2.1.3.1).
 */
export async function proveInclusion(reader: TileReader, index: number, size: number, hash: Hash = sha256): Proof {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw new RecordError("record/inclusion", "the index is not in the tree");
  }
  return hashesOf(besides(index, { from: 0, to: size }).map(completeIn), { reader, size, hash });
}

/**
 * The hashes that prove the tree of size `to` to begin with the tree of size `from`; none if one of them is empty or
 * both are one. At ten million entries it reads at most five tiles, all at once. Sizes the wrong way round are
 * RecordError "record/consistency" (RFC 9162 §2.1.4.1).
 */
export async function proveConsistency(reader: TileReader, from: number, to: number, hash: Hash = sha256): Proof {
  if (!isCount(from) || !isCount(to) || from > to) {
    throw new RecordError("record/consistency", "the new tree is not the larger one");
  }
  const ranges = from === 0 ? [] : between(from, { from: 0, to }, true);
  return hashesOf(ranges.map(completeIn), { reader, size: to, hash });
}

/** The root of the tree of that size, 32 bytes. */
export async function rootOf(reader: TileReader, size: number, hash: Hash = sha256): Promise<Uint8Array> {
  if (!isCount(size)) throw new RecordError("record/malformed", "that is not the size of a tree");
  const [root] = size === 0 ? [] : await hashesOf([completeIn({ from: 0, to: size })], { reader, size, hash });
  return root ?? EMPTY_ROOT.slice();
}

/** The roots of the complete subtrees a tree of that size is made of, from the largest to the smallest. */
export function peaksOf(reader: TileReader, size: number, hash: Hash): Proof {
  return hashesOf(
    completeIn({ from: 0, to: size }).map((subtree) => [subtree]),
    { reader, size, hash },
  );
}

/**
 * The same reader with a memory: inner nodes of the `most` tiles read last (16 KB each) are kept, which makes a proof
 * several times cheaper. Only for what is kept for good: not within a transaction that may be undone.
 */
export function rememberTiles(reader: TileReader, most = 256): TileReader {
  const remembering: TileReader = (level, n, width) => reader(level, n, width);
  memories.set(remembering, { most, tiles: new Map() });
  return remembering;
}

/** What stands beside the way from an entry up to the root of its range, lowest first: PATH of RFC 6962 §2.1.1. */
function besides(index: number, { from, to }: Range): Range[] {
  if (to - from === 1) return [];
  const middle = from + leftHalf(to - from);
  const [left, right] = [
    { from, to: middle },
    { from: middle, to },
  ];
  return index < middle ? [...besides(index, left), right] : [...besides(index, right), left];
}

/** What makes the root of a range out of the entries before `old`: SUBPROOF of RFC 6962 §2.1.2. */
function between(old: number, { from, to }: Range, whole: boolean): Range[] {
  if (old === to) return whole ? [] : [{ from, to }];
  const middle = from + leftHalf(to - from);
  const [left, right] = [
    { from, to: middle },
    { from: middle, to },
  ];
  return old <= middle ? [...between(old, left, whole), right] : [...between(old, right, false), left];
}

/** The hash of each group of neighbours, joined from the right: of one subtree alone, its root. */
function hashesOf(groups: readonly (readonly Subtree[])[], tree: Tree): Proof {
  const tiles = new Map<string, Promise<Tile>>();
  const nodeOf = async ({ height, index }: Subtree) => {
    const [level, up] = [Math.floor(height / 8), height % 8];
    const n = Math.floor((index * 2 ** up) / TILE);
    const tile = tiles.get(`${level}/${n}`) ?? readTile(level, n, tree);
    tiles.set(`${level}/${n}`, tile);
    return (await tile)(up, index % (TILE / 2 ** up));
  };
  const join = async (group: readonly Subtree[]) => {
    const nodes = await Promise.all(group.map(nodeOf));
    return nodes.reduceRight((right, left) => nodeHash(left, right, tree.hash));
  };
  return Promise.all(groups.map(join));
}

/** The complete subtrees a range is made of, from the left: it starts where its largest one may start. */
function completeIn({ from, to }: Range): Subtree[] {
  const subtrees: Subtree[] = [];
  for (let at = from; at < to;) {
    const leaves = leftHalf(to - at + 1);
    subtrees.push({ height: Math.log2(leaves), index: at / leaves });
    at += leaves;
  }
  return subtrees;
}

/** The inner nodes of these hashes, each height computed once, when it is first asked for. */
function nodesOf(hashes: Uint8Array, hash: Hash): Tile {
  const rows = [hashes];
  const rowAt = (up: number): Uint8Array => {
    const known = rows[up];
    if (known !== undefined) return known;
    const below = rowAt(up - 1);
    const row = new Uint8Array(Math.floor(below.length / 64) * 32);
    const pair = Uint8Array.of(1, ...new Uint8Array(64));
    for (let at = 0; at < row.length; at += 32) {
      pair.set(below.subarray(at * 2, at * 2 + 64), 1);
      row.set(hash(pair), at);
    }
    rows[up] = row;
    return row;
  };
  return (up, at) => new Uint8Array(rowAt(up).subarray(at * 32, at * 32 + 32));
}

/** The tile as the tree of that size has it: as wide as it was then, however far the log has grown. */
async function readTile(level: number, n: number, { reader, size, hash }: Tree): Promise<Tile> {
  const width = Math.min(TILE, Math.floor(size / TILE ** level) - n * TILE);
  const { most, tiles }: Memory = memories.get(reader) ?? { most: 0, tiles: new Map() };
  const key = `${level}/${n}/${width}`;
  let tile = tiles.get(key);
  if (tile === undefined) {
    const hashes = await reader(level, n, width);
    if (hashes.length !== width * 32) throw new RecordError("record/store", "a tile does not have its hashes");
    tile = nodesOf(hashes, hash);
  }
  tiles.delete(key);
  tiles.set(key, tile);
  for (const oldest of tiles.keys()) if (tiles.size > most) tiles.delete(oldest);
  return tile;
}
