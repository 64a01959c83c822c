import { fromBase64, publicKey, signNote, toBase64, writeVerifier, type Signer, type Verifier } from "@niuniu/note";
import {
  plant,
  readLeaf,
  readTlogProof,
  SLOT_DEPTH,
  writeCheckpoint,
  writeLeaf,
  writeOpening,
  writeTlogProof,
} from "@niuniu/record";
import { openLog, proveConsistency, proveInclusion, readBundle, readTilePath, TILE } from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import type { Entry, Head } from "@niuniu/wire/record";
import { readParcel, writeParcel } from "@niuniu/seal/parcel";
import type { ThreadHeader } from "../features/cases/src/routes.ts";
import { random, type House } from "./house.ts";
import type { Alter, Altering, Passing } from "./in-between.ts";

/** The key of the record, which the host has: it lies in its database. */
export async function logKeyOf({
  query,
}: Pick<House, "query">): Promise<Signer & Verifier & { readonly vkey: string }> {
  const [secret] = await query("select bytes from host_secret where name = 'record/key'");
  const [log] = await query("select origin from record_log");
  const signer = { name: String(log?.["origin"]), seed: new Uint8Array(secret?.["bytes"] as Buffer) };
  const verifier = { name: signer.name, key: publicKey(signer.seed) };
  return { ...signer, ...verifier, vkey: writeVerifier(verifier) };
}

/** Every entry of the true record, as anybody can read them. */
async function entriesOf({ origin, running }: House): Promise<readonly Uint8Array[]> {
  const size = (await running().host.record.newest())?.size ?? 0;
  const entries: Uint8Array[] = [];
  for (let n = 0; n * TILE < size; n++) {
    const width = Math.min(TILE, size - n * TILE);
    const path = `tile/entries/${String(n).padStart(3, "0")}${width < TILE ? `.p/${width}` : ""}`;
    entries.push(...readBundle(new Uint8Array(await (await fetch(`${origin}/record/${path}`)).arrayBuffer())));
  }
  return entries;
}

/** A second record under the key of the true one: complete, signed, and it proves everything but what was left out of it. */
export interface Fork {
  readonly size: number;
  /** Its checkpoint. */
  readonly note: string;
  /** Shows a reader this record instead of the true one, proofs in threads included. */
  readonly shown: Altering;
  /** The hashes that would have to lead from a size of the true record to this one. */
  readonly consistency: (from: number) => Promise<readonly Uint8Array[]>;
}

/** What the host puts into the place of an entry, by its index. */
export type Replacing = (entry: Uint8Array, index: number) => Uint8Array;

/** The leaf of the same slot with nothing in it: whatever was sealed there is gone. */
export const emptied = (entry: Uint8Array): Uint8Array => {
  const leaf = readLeaf(entry);
  return leaf.kind === "slot" ? writeLeaf({ ...leaf, root: plant(SLOT_DEPTH, [], random(32)).root }) : entry;
};

/** Slots of the newest leaves, newest last, with where they stand. */
export async function slotsOf(house: House): Promise<readonly { readonly index: number; readonly slot: number }[]> {
  return (await entriesOf(house)).flatMap((entry, index) => {
    const leaf = readLeaf(entry);
    return leaf.kind === "slot" ? [{ index, slot: leaf.slot }] : [];
  });
}

/** Makes a record of the first `most` entries of the true one (all of them, if not given), with others in the place of some. */
export async function forkOf(house: House, replacing: Replacing, most = Infinity): Promise<Fork> {
  const key = await logKeyOf(house);
  const entries = (await entriesOf(house)).slice(0, most).map(replacing);
  const store = memoryStore();
  const log = await openLog(store);
  await log.append(entries);
  const { size } = log;
  const note = signNote(writeCheckpoint({ origin: key.name, size, root: log.root(), extensions: [] }), [key]);
  const prove = async (index: number, extra: Uint8Array): Promise<string> =>
    writeTlogProof({ extra, index, hashes: await proveInclusion(store.tile, index, size), checkpoint: note });
  const again = async (proof: string): Promise<string> => {
    const { index, extra } = readTlogProof(proof);
    return index < size && extra !== null ? prove(index, extra) : proof;
  };
  const head = async (): Promise<Head> => {
    const last = entries.findLastIndex((entry) => readLeaf(entry).kind === "slot");
    const extra = writeOpening({ kind: "leaf", leaf: entries[last] ?? new Uint8Array() });
    const statement = (await textsOf(house)).findLast(({ text, index }) => {
      return index < size && text?.includes('"kind":"roster"') === true;
    });
    const salt = fromBase64(statement?.salt ?? "");
    const opening = writeOpening({ kind: "public", salt });
    const roster = statement === undefined ? null : await prove(statement.index, opening);
    return { log: key.vkey, last: await prove(last, extra), roster };
  };
  const shown: Altering = async (passing) => {
    const { pathname: path } = new URL(passing.path, house.origin);
    if (path === "/record/head") return json(passing, await head());
    if (path === "/record/checkpoint") return { ...passing, body: Buffer.from(note) };
    if (path === "/record/proof") return json(passing, await standing(passing, again));
    if (/^\/cases\/(desk\/)?(thread|say|act)$/.test(path)) return thread(passing, again);
    if (path.startsWith("/record/consistency/")) return consistent(passing, path);
    if (path.startsWith("/record/tile/")) return tile(passing, path);
    return passing;
  };
  const consistent = async (passing: Passing, path: string): Promise<Passing> => {
    const [from = 1, to = 1] = path.split("/").slice(-2).map(Number);
    if (to > size || from > to) return json({ ...passing, status: 404 }, { code: "host/bad-range", sentence: {} });
    const hashes = await proveConsistency(store.tile, from, to);
    return json({ ...passing, status: 200 }, { hashes: hashes.map(toBase64) });
  };
  const tile = async (passing: Passing, path: string): Promise<Passing> => {
    const { level, n, width } = readTilePath(path.slice("/record/".length));
    if (n * TILE + width > size && level === "entries") return { ...passing, status: 404, body: Buffer.alloc(0) };
    const bytes = await (level === "entries" ? store.entries(n, width) : store.tile(level, n, width));
    return { ...passing, status: 200, body: Buffer.from(bytes) };
  };
  return { size, note, shown, consistency: (from) => proveConsistency(store.tile, from, size) };
}

async function textsOf({ origin }: House): Promise<readonly Entry[]> {
  const answer = (await (await fetch(`${origin}/record/entries/-1`)).json()) as { readonly entries: readonly Entry[] };
  return answer.entries;
}

/** An answer in JSON in the place of another. */
export const json = (passing: Passing, value: unknown): Passing => {
  const headers = { ...passing.headers, "content-type": "application/json; charset=utf-8" };
  return { ...passing, headers, body: Buffer.from(JSON.stringify(value)) };
};

async function standing(passing: Passing, again: (proof: string) => Promise<string>): Promise<unknown> {
  const said = JSON.parse(passing.body.toString("utf8")) as { readonly state?: string; readonly proof?: string };
  return said.state === "proven" ? { ...said, proof: await again(said.proof ?? "") } : said;
}

async function thread(passing: Passing, again: (proof: string) => Promise<string>): Promise<Passing> {
  if (passing.status !== 200) return passing;
  const { header, parts } = readParcel(new Uint8Array(passing.body));
  const said = header as ThreadHeader;
  const proofs = await Promise.all(said.proofs.map(async (one) => ({ ...one, proof: await again(one.proof) })));
  return { ...passing, body: Buffer.from(writeParcel({ ...said, proofs }, parts)) };
}

/** What the server says of its record now, to be shown again later. */
export async function headNow({ origin }: Pick<House, "origin">): Promise<Alter> {
  const head: unknown = await (await fetch(`${origin}/record/head`)).json();
  return (passing) => (passing.path === "/record/head" ? json(passing, head) : passing);
}

/**
 * The record as it was when this was asked for, by a host that has nothing newer: an old copy was put back, or it acts as if.
 * A host that still leads to what a page has seen has hidden nothing from it; it is only behind, which pages say by its age.
 */
export async function rolledBack({ origin }: Pick<House, "origin">): Promise<Alter> {
  const head = (await (await fetch(`${origin}/record/head`)).json()) as Head;
  const [, size = ""] = readTlogProof(head.last).checkpoint.split("\n");
  return (passing) => {
    if (passing.path === "/record/head") return json(passing, head);
    const [, to] = /^\/record\/consistency\/\d+\/(\d+)/.exec(passing.path) ?? [];
    if (to === undefined || Number(to) <= Number(size)) return passing;
    return json({ ...passing, status: 404 }, { code: "host/bad-range", sentence: {} });
  };
}

/** Changes what a thread says on its way, ciphertexts left as they are. */
export const inThread =
  (change: (header: ThreadHeader) => ThreadHeader): Alter =>
  (passing) => {
    if (passing.status !== 200 || !/^\/cases\/(desk\/)?thread$/.test(passing.path)) return passing;
    const { header, parts } = readParcel(new Uint8Array(passing.body));
    return { ...passing, body: Buffer.from(writeParcel(change(header as ThreadHeader), parts)) };
  };
