import { concatBytes, sha256 } from "@niuniu/note";
import type { Hash } from "../tree.ts";
import { writeBundle } from "./bundle.ts";
import { Frontier, type Peaks } from "./frontier.ts";
import { peaksOf } from "./prove.ts";
import type { FullBundle, FullTile, Store } from "./store.ts";
import { TILE } from "./tile-path.ts";

/**
 * Opens the log that a store keeps, at its present size. It reads one tile of each level at most, and no entry, so
 * it may be opened anew for every transaction.
 */
export async function openLog(store: Store, { hash = sha256 }: { readonly hash?: Hash } = {}): Promise<Log> {
  const size = await store.size();
  return new Log(store, hash, { size, hashes: await peaksOf(store.tile, size, hash) });
}

/**
 * A log that grows. It holds the right edge of the tree only; proofs are made from the tiles of the store. An append
 * that the store refused or lost changes nothing here. If another writer appended, or a transaction around the store
 * was undone after an append, open the log anew: until then every append is RecordError "record/store".
 */
export class Log {
  readonly #store: Store;
  readonly #hash: Hash;
  #peaks: Peaks;

  /** Use `openLog`. */
  constructor(store: Store, hash: Hash, peaks: Peaks) {
    this.#store = store;
    this.#hash = hash;
    this.#peaks = peaks;
  }

  /** How many entries the log has. */
  get size(): number {
    return this.#peaks.size;
  }

  /** The root of the log at its size, 32 bytes: what a checkpoint signs. */
  root(): Uint8Array {
    return new Frontier(this.#hash, this.#peaks).root();
  }

  /**
   * Adds entries in their order, all or none, and returns the index of the first. It is done when the store has kept
   * them. An entry longer than 65,535 bytes is RecordError "record/malformed".
   */
  async append(entries: readonly Uint8Array[]): Promise<number> {
    const [first, size] = [this.size, this.size + entries.length];
    if (size === first) return first;
    const rows = rowsBetween(first, size);
    const frontier = new Frontier(this.#hash, this.#peaks, (level, hash) => {
      const row = rows[level];
      if (row !== undefined) row.hashes.set(hash, 32 * row.count++);
    });
    for (const entry of entries) frontier.add(entry);
    const covered = size - (size % TILE);
    const [tiles, run, from] = [await this.#tiles(rows), writeBundle(entries), Math.max(covered, first)];
    const bundles = [...bundlesOf(run, first, entries)];
    const hashes = rows[0]?.hashes.subarray((from - first) * 32) ?? new Uint8Array(0);
    const bundle = run.subarray(bundles.reduce((length, { bytes }) => length + bytes.length, 0));
    const rest = { first: from, count: size - from, bundle, hashes };
    await this.#store.append({ first, count: entries.length, run, tiles, bundles, covered, rest });
    this.#peaks = frontier.peaks();
    return first;
  }

  /** The tiles these rows fill. The beginning of the first one of a level is in the store. */
  async #tiles(rows: readonly Row[]): Promise<FullTile[]> {
    const tiles: FullTile[] = [];
    for (const [level, { start, count, hashes }] of rows.entries()) {
      // It begins with the root of the first tile filled here: that is what one more hash up there means.
      const roots = rows[level + 1]?.hashes ?? new Uint8Array(0);
      for (const { n, before, from, to } of filled(start, count)) {
        const made = hashes.subarray(from * 32, to * 32);
        const whole = before > 0 ? concatBytes(await this.#store.tile(level, n, before), made) : made;
        const root = (n - Math.floor(start / TILE)) * 32;
        tiles.push({ level, n, hashes: whole, root: roots.subarray(root, root + 32) });
      }
    }
    return tiles;
  }
}

/** The bundles these entries fill, as views of their run. The beginning of the first one is in the store. */
function* bundlesOf(run: Uint8Array, first: number, entries: readonly Uint8Array[]): Iterable<FullBundle> {
  let at = 0;
  for (const { n, from, to } of filled(first, entries.length)) {
    const size = entries.slice(from, to).reduce((sum, { length }) => sum + 2 + length, 0);
    yield { n, bytes: run.subarray(at, at + size) };
    at += size;
  }
}

/** What an append adds to one level of the tiles: from which hash on, how many, and the hashes. */
type Row = { readonly start: number; count: number; readonly hashes: Uint8Array };

/** The rows that grow with a log from one size to the other, with room for their hashes. */
function rowsBetween(first: number, size: number): Row[] {
  const row = { start: first, count: 0, hashes: new Uint8Array((size - first) * 32) };
  return size > first ? [row, ...rowsBetween(Math.floor(first / TILE), Math.floor(size / TILE))] : [];
}

/** The groups of 256 that `count` more of a row fill: how many of a group were there before, and which of the new. */
function* filled(start: number, count: number) {
  for (let n = Math.floor(start / TILE); (n + 1) * TILE <= start + count; n++) {
    const from = n * TILE - start;
    yield { n, before: Math.max(-from, 0), from: Math.max(from, 0), to: from + TILE };
  }
}
