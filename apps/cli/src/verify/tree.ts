import { frameEnds, fromBase64, NoteError, toBase64 } from "@niuniu/note";
import { checkConsistency, type Checkpoint } from "@niuniu/record";
import { proveConsistency, rootOf, TILE, tilePath, type TileReader } from "@niuniu/record/log";
import { AT_ONCE, type Source } from "../source.ts";
import { CannotCheck, HostLied, type Evidence } from "../trouble.ts";
import { hash, hashLeaves, rootOfTile } from "./hashing.ts";

/** The right edge of a tree that was checked up to a size: plain data, kept between two runs. */
export interface Edge {
  readonly size: number;
  /** Base64 of the hashes in the last, not yet full tile of each level, lowest first. */
  readonly tiles: readonly string[];
}

export const NO_EDGE: Edge = { size: 0, tiles: [] };

/** A tile that is being filled. */
class Growing {
  readonly bytes: Uint8Array = new Uint8Array(TILE * 32);
  count = 0;

  constructor(start: Uint8Array) {
    this.bytes.set(start);
    this.count = start.length / 32;
  }

  get filled(): Uint8Array {
    return this.bytes.subarray(0, this.count * 32);
  }

  add(hash: Uint8Array): void {
    this.bytes.set(hash, this.count * 32);
    this.count++;
  }
}

interface Bundle {
  readonly n: number;
  readonly width: number;
  readonly entries: Uint8Array;
  readonly tile: Uint8Array;
}

const NO_BYTES = new Uint8Array(0);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
/** Entries of our log have at most 41 bytes; others may come later, and 64 KiB is the format's own limit. */
const LARGEST_BUNDLE = TILE * 65_538;

async function mustGet(source: Source, path: string, most: number): Promise<Uint8Array> {
  const bytes = await source.get(path, most);
  if (bytes === null) throw new CannotCheck("not-served", { host: source.name, path });
  return bytes;
}

/** Where a tile or bundle is served. */
function servedPath(level: number | "entries", n: number, width: number): string {
  return `/record/${tilePath({ level, n, width })}`;
}

/** Tiles as a host serves them; what they hold is only as good as the proof made of them. */
function tilesOf(source: Source): TileReader {
  return async (level, n, width) => {
    const bytes = await mustGet(source, servedPath(level, n, width), TILE * 32);
    if (bytes.length !== width * 32) throw new HostLied("lie.tile", { path: servedPath(level, n, width) });
    return bytes;
  };
}

/** Bundles with their tiles, in order, several on their way at once. */
async function* bundles(source: Source, from: number, size: number): AsyncGenerator<Bundle> {
  const end = Math.ceil(size / TILE);
  const fetchOne = async (n: number): Promise<Bundle> => {
    const width = Math.min(TILE, size - n * TILE);
    const [entries, tile] = await Promise.all([
      mustGet(source, servedPath("entries", n, width), LARGEST_BUNDLE),
      mustGet(source, servedPath(0, n, width), TILE * 32),
    ]);
    return { n, width, entries, tile };
  };
  const coming: Promise<Bundle>[] = [];
  let next = Math.floor(from / TILE);
  const order = (): void => {
    for (; next < end && coming.length < AT_ONCE; next++) {
      const bundle = fetchOne(next);
      // Whoever waits for it hears of a failure; the others may be left behind by one.
      bundle.catch(() => undefined);
      coming.push(bundle);
    }
  };
  order();
  for (let bundle = coming.shift(); bundle !== undefined; bundle = coming.shift()) {
    order();
    yield await bundle;
  }
}

/** An entry as it stands in its bundle. */
export interface Placed {
  readonly bundle: Uint8Array;
  readonly from: number;
  readonly end: number;
}

/** What is told of each entry, in order. It may take its time: a promise is waited for. */
export type Visit = (entry: Placed, index: number) => Promise<void> | undefined;

/** A walk over a log: each entry is hashed once, each inner node once, and every tile served is held against them. */
class Walk {
  readonly #source: Source;
  /** The last tile of each level, lowest first. */
  readonly #growing: Growing[];
  readonly #full: { readonly level: number; readonly n: number; readonly bytes: Uint8Array }[] = [];
  #size: number;

  constructor(source: Source, { size, tiles }: Edge) {
    this.#source = source;
    this.#size = size;
    this.#growing = tiles.map((text) => new Growing(fromBase64(text)));
  }

  #growingAt(level: number): Growing {
    return (this.#growing[level] ??= new Growing(NO_BYTES));
  }

  async bundle(bundle: Bundle, visit: Visit): Promise<void> {
    const first = this.#size;
    const begun = bundle.n * TILE;
    const ends = this.#add(bundle, first - begun);
    for (let at = first - begun; at < ends.length; at++) {
      const waiting = visit({ bundle: bundle.entries, from: (ends[at - 1] ?? 0) + 2, end: ends[at] ?? 0 }, begun + at);
      if (waiting !== undefined) await waiting;
    }
    for (let full = this.#full.shift(); full !== undefined; full = this.#full.shift()) await this.#compare(full);
  }

  /** Adds the entries of a bundle that are not known yet, and compares all of them with their tile. Gives their ends. */
  #add({ n, width, entries, tile }: Bundle, known: number): readonly number[] {
    const path = servedPath("entries", n, width);
    const evidence: Evidence = { "entries.bin": entries, "tile.bin": tile };
    const ends = readEnds(entries, path, evidence);
    if (ends.length !== width || tile.length !== width * 32) throw new HostLied("lie.entries", { path }, evidence);
    const growing = this.#growingAt(0);
    // What was checked before may not have changed: neither its entries nor the tile over them.
    if (!same(growing.filled, tile.subarray(0, known * 32))) {
      throw new HostLied("lie.fork-since", { size: n * TILE + known }, evidence);
    }
    if (!same(hashLeaves(entries, ends, known), tile.subarray(known * 32))) {
      throw new HostLied("lie.entries", { path }, evidence);
    }
    growing.bytes.set(tile);
    growing.count = width;
    this.#size += width - known;
    this.#close(0);
    return ends;
  }

  /** A tile that is full leaves its root in the level above, and a new one begins. */
  #close(level: number): void {
    const growing = this.#growingAt(level);
    if (growing.count < TILE) return;
    // Level 0 was held against its tile already; of the others there are few.
    const n = this.#size / TILE ** (level + 1) - 1;
    if (level > 0) this.#full.push({ level, n, bytes: growing.bytes.slice() });
    growing.count = 0;
    this.#growingAt(level + 1).add(rootOfTile(growing.bytes));
    this.#close(level + 1);
  }

  async #compare({ level, n, bytes }: { level: number; n: number; bytes: Uint8Array }): Promise<void> {
    const path = servedPath(level, n, bytes.length / 32);
    const served = await mustGet(this.#source, path, TILE * 32);
    if (!same(served, bytes)) throw new HostLied("lie.tile", { path }, { "tile.bin": served, "expected.bin": bytes });
  }

  /** Where the tree stands. */
  get edge(): Edge {
    return { size: this.#size, tiles: this.#growing.map(({ filled }) => toBase64(filled)) };
  }

  /** The root it leads to: every complete subtree it is made of stands in the last tile of some level. */
  async root(): Promise<Uint8Array> {
    const last: TileReader = (level) => Promise.resolve(this.#growing[level]?.filled ?? NO_BYTES);
    return rootOf(last, this.#size, hash);
  }

  /** Compares the tiles at the right edge above the leaves. */
  async compareEdge(): Promise<void> {
    for (const [level, { filled }] of this.#growing.entries()) {
      const n = Math.floor(this.#size / TILE ** (level + 1));
      if (level > 0 && filled.length > 0) await this.#compare({ level, n, bytes: filled });
    }
  }
}

/** Where each entry of a bundle ends. */
function readEnds(bundle: Uint8Array, path: string, evidence: Evidence): readonly number[] {
  try {
    return frameEnds(bundle, TILE);
  } catch (cause) {
    if (cause instanceof NoteError) throw new HostLied("lie.entries", { path }, evidence);
    throw cause;
  }
}

/** A log to be read: from where `edge` ends up to the size and root that were signed. */
export interface Stretch {
  readonly edge: Edge;
  readonly size: number;
  readonly root: Uint8Array;
}

/**
 * Reads the entries of a stretch in memory that does not grow with it, and says where the tree stands then. Every tile
 * served on the way must hold exactly the hashes of the entries, and the entries must lead to the root.
 */
export async function walk(source: Source, { edge, size, root }: Stretch, visit: Visit): Promise<Edge> {
  const walking = new Walk(source, edge);
  if (size > edge.size) {
    for await (const bundle of bundles(source, edge.size, size)) await walking.bundle(bundle, visit);
  }
  // First the root: where it is another one, the tiles differ too, and that is the smaller news.
  if (!same(await walking.root(), root)) {
    throw edge.size > 0 ? new HostLied("lie.fork-since", { size: edge.size }) : new HostLied("lie.root", { size });
  }
  await walking.compareEdge();
  return walking.edge;
}

/** Two checkpoints of one log, by the proof that the host's own tiles give. */
export async function checkContinues(source: Source, older: Checkpoint, newer: Checkpoint): Promise<void> {
  const proof = await proveConsistency(tilesOf(source), older.size, newer.size, hash);
  checkConsistency({ oldSize: older.size, oldRoot: older.root, newSize: newer.size, newRoot: newer.root, proof }, hash);
}
