import { openCheckpoint, readLeaf, RecordError } from "@niuniu/record";
import { Frontier, readBundle, rootOf, TILE } from "@niuniu/record/log";
import { leafHash } from "@niuniu/record";
import type { Tx } from "../database.ts";
import { sha256 } from "../digest.ts";
import { verify } from "../ed25519.ts";
import { signersOf } from "../record/log-key.ts";
import { standing } from "../record/seal.ts";
import { storeOn } from "../record/store.ts";
import type { Problem } from "./problem.ts";

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** A full tile as it is stored, or null. */
async function storedTile(tx: Tx, level: number, n: number) {
  return tx
    .selectFrom("record_tile")
    .select(["hashes", "root"])
    .where("level", "=", level)
    .where("n", "=", n)
    .executeTakeFirst();
}

/** The tree as it follows from the entries alone, and the full tiles it ought to have. */
class Tree {
  /** For each level, the hashes of the tile that is being filled. */
  readonly #growing: Uint8Array[][] = [];
  readonly #full: { readonly level: number; readonly n: number; readonly hashes: Uint8Array; root: Uint8Array }[] = [];
  readonly frontier = new Frontier(sha256, undefined, (level, hash) => this.#keep(level, new Uint8Array(hash)));

  #keep(level: number, hash: Uint8Array): void {
    const below = this.#full.at(-1);
    if (level > 0 && below?.level === level - 1) below.root = hash;
    const growing = (this.#growing[level] ??= []);
    growing.push(hash);
    if (growing.length < TILE) return;
    const n = Math.floor(this.frontier.size / TILE ** (level + 1));
    this.#full.push({ level, n, hashes: Buffer.concat(growing), root: new Uint8Array(0) });
    this.#growing[level] = [];
  }

  /** Tiles filled since the last time, as they ought to be. */
  filled() {
    return this.#full.splice(0);
  }
}

/** Which rows hold the entries of a bundle. */
const bundleTable = (width: number): string => (width === TILE ? "record_bundle" : "record_rest");

async function* checkBundle(tx: Tx, n: number, width: number, tree: Tree): AsyncGenerator<Problem> {
  const store = storeOn(tx);
  let entries: readonly Uint8Array[];
  let tile: Uint8Array;
  try {
    entries = readBundle(await store.entries(n, width));
    tile = await store.tile(0, n, width);
  } catch (error) {
    if (!(error instanceof RecordError)) throw error;
    yield { table: bundleTable(width), key: String(n), what: "missing" };
    return;
  }
  if (entries.length !== width) yield { table: bundleTable(width), key: String(n), what: "count" };
  for (const [at, entry] of entries.entries()) {
    const index = n * TILE + at;
    tree.frontier.add(entry);
    if (!same(leafHash(entry, sha256), tile.subarray(at * 32, at * 32 + 32)))
      yield { table: bundleTable(width), key: String(index), what: "hashes" };
    try {
      readLeaf(entry);
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      yield { table: bundleTable(width), key: String(index), what: "leaf" };
    }
  }
  for (const { level, n: number, hashes, root } of tree.filled()) {
    const stored = await storedTile(tx, level, number);
    const key = `${level}/${number}`;
    if (stored === undefined) yield { table: "record_tile", key, what: "missing" };
    else if (!same(stored.hashes, hashes) || !same(stored.root, root))
      yield { table: "record_tile", key, what: "hashes" };
  }
}

async function* checkNotes(tx: Tx, root: Uint8Array): AsyncGenerator<Problem> {
  const { origin, size } = await standing(tx);
  const seed = await tx.selectFrom("host_secret").select("bytes").where("name", "=", "record/key").executeTakeFirst();
  const log = signersOf(new Uint8Array(seed?.bytes ?? new Uint8Array(32)))(origin);
  const rootIn = (note: string, expected: number): Uint8Array | null => {
    try {
      const checkpoint = openCheckpoint(note, log, verify);
      return checkpoint.size === expected ? checkpoint.root : null;
    } catch (error) {
      if (error instanceof RecordError) return null;
      throw error;
    }
  };
  const { note } = await tx.selectFrom("record_head").select("note").executeTakeFirstOrThrow();
  const head = note === null ? null : rootIn(note, size);
  if (size > 0 && (head === null || !same(head, root))) {
    yield { table: "record_head", key: String(size), what: "checkpoint" };
  }
  for (const milestone of await tx.selectFrom("record_milestone").select(["size", "note"]).orderBy("size").execute()) {
    const signed = rootIn(milestone.note, milestone.size);
    const there = milestone.size <= size ? await rootOf(storeOn(tx).tile, milestone.size, sha256) : null;
    if (signed === null || there === null || !same(signed, there))
      yield { table: "record_milestone", key: String(milestone.size), what: "checkpoint" };
  }
}

/** Checks every entry, every tile and every signed checkpoint of the log against hashes computed anew. */
export async function* checkLog(tx: Tx): AsyncGenerator<Problem> {
  const { size } = await standing(tx);
  const tree = new Tree();
  for (let n = 0; n * TILE < size; n++) yield* checkBundle(tx, n, Math.min(TILE, size - n * TILE), tree);
  yield* checkNotes(tx, tree.frontier.root());
}
