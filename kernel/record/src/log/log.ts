import { concatBytes, sha256 } from "@niuniu/note";
import type { Hash } from "../tree.ts";
import { writeBundle } from "./bundle.ts";
import { Frontier } from "./frontier.ts";
import { peaksOf } from "./prove.ts";
import type { FullBundle, FullTile, Rest, Store } from "./store.ts";
import { TILE } from "./tile-path.ts";

/** The last tile of a level, not full, with room for the hashes to come. */
type Tail = { n: number; width: number; hashes: Uint8Array };

/**
 * Opens the log that a store keeps, at its present size. It reads one tile of each level at most, and no entry, so
 * it may be opened anew for every transaction.
 */
export async function openLog(store: Store, { hash = sha256 }: { readonly hash?: Hash } = {}): Promise<Log> {
  const size = await store.size();
  const tails: Tail[] = [];
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE)) {
    const tail = emptyTail(Math.floor(count / TILE));
    tail.width = count % TILE;
    if (tail.width > 0) tail.hashes.set(await store.tile(level, tail.n, tail.width));
    tails.push(tail);
  }
  const read = (level: number, _n: number, width: number) =>
    Promise.resolve((tails[level]?.hashes ?? new Uint8Array(0)).subarray(0, width * 32));
  const peaks = await peaksOf(read, size, hash);
  return new Log(store, new Edge(Frontier.at(size, peaks, hash), tails));
}

/**
 * A log that grows. It holds the right edge of the tree only; whoever needs a proof reads tiles of the store. An
 * append that the store refused or lost changes nothing here. If another writer appended, or a transaction around the
 * store was undone after an append, open the log anew: until then every append is RecordError "record/store".
 */
export class Log {
  readonly #store: Store;
  #edge: Edge;

  /** Use `openLog`. */
  constructor(store: Store, edge: Edge) {
    this.#store = store;
    this.#edge = edge;
  }

  /** How many entries the log has. */
  get size(): number {
    return this.#edge.frontier.size;
  }

  /** The root of the log at its size, 32 bytes: what a checkpoint signs. */
  root(): Uint8Array {
    return this.#edge.frontier.root();
  }

  /**
   * Adds entries in their order, all or none, and returns the index of the first. It is done when the store has kept
   * them. An entry longer than 65,535 bytes is RecordError "record/malformed".
   */
  async append(entries: readonly Uint8Array[]): Promise<number> {
    const first = this.size;
    if (entries.length === 0) return first;
    const edge = this.#edge.copy();
    for (const entry of entries) edge.frontier.add(entry);
    const covered = edge.frontier.size - (edge.frontier.size % TILE);
    const bundles = await this.#bundles(first, entries);
    const rest = edge.rest(entries.slice(Math.max(covered - first, 0)));
    await this.#store.append({ first, count: entries.length, tiles: edge.full, bundles, covered, rest });
    this.#edge = edge;
    return first;
  }

  /** The bundles these entries fill; the beginning of the first one is in the store. */
  async #bundles(first: number, entries: readonly Uint8Array[]): Promise<FullBundle[]> {
    const bundles: FullBundle[] = [];
    for (let n = Math.floor(first / TILE); (n + 1) * TILE <= first + entries.length; n++) {
      const start = n * TILE - first;
      const bytes = writeBundle(entries.slice(Math.max(start, 0), start + TILE));
      bundles.push({ n, bytes: start < 0 ? concatBytes(await this.#store.entries(n, -start), bytes) : bytes });
    }
    return bundles;
  }
}

/** The edge of the tree and the last tile of each level, before or after one append. */
class Edge {
  readonly frontier: Frontier;
  /** The tiles that became full since this copy was made. */
  readonly full: FullTile[] = [];
  readonly #tails: Tail[];

  constructor(frontier: Frontier, tails: Tail[]) {
    this.#tails = tails;
    this.frontier = frontier.copy((height, node) => this.#keep(height / 8, node));
  }

  copy(): Edge {
    return new Edge(
      this.frontier,
      this.#tails.map(({ n, width, hashes }) => ({ n, width, hashes: hashes.slice() })),
    );
  }

  /** The last of the entries just added, those that fill no bundle. */
  rest(entries: readonly Uint8Array[]): Rest {
    const { hashes, width } = this.#tails[0] ?? emptyTail(0);
    return {
      first: this.frontier.size - entries.length,
      count: entries.length,
      bundle: writeBundle(entries),
      hashes: hashes.slice((width - entries.length) * 32, width * 32),
    };
  }

  #keep(level: number, node: Uint8Array): void {
    const below = this.#tails[level - 1];
    if (below !== undefined) {
      this.full.push({ level: level - 1, n: below.n, hashes: below.hashes, root: node.slice() });
      this.#tails[level - 1] = emptyTail(below.n + 1);
    }
    const tail = (this.#tails[level] ??= emptyTail(0));
    tail.hashes.set(node, tail.width * 32);
    tail.width++;
  }
}

function emptyTail(n: number): Tail {
  return { n, width: 0, hashes: new Uint8Array(TILE * 32) };
}
