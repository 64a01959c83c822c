import {
  fromBase64,
  publicKey,
  signNote,
  toBase64,
  writePutBack,
  writeVerifier,
  type PutBack,
  type Signer,
  type Verifier,
} from "@niuniu/note";
import {
  addCosignatures,
  chain,
  cosign,
  DAY_DEPTH,
  dayOfSlot,
  leafHash,
  plant,
  readLeaf,
  publicCommitment,
  SLOT_DEPTH,
  slotOf,
  writeCheckpoint,
  writeLeaf,
  writeOpening,
  writePromise,
  writePublic,
  writeTlogProof,
  writeWitness,
  type Opening,
} from "@niuniu/record";
import { openLog, proveConsistency, proveInclusion, readBundle, TILE, type Store } from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import { countedRandom } from "@niuniu/roster/testing";
import type { Head, LeafShown } from "@niuniu/wire/record";
import type { AskBetween, Mark } from "./record/marks.ts";

const ORIGIN = "line.example.org/record";
const POSITION = 4_711;

/** An entry of a chain, with what its commitment is made of; `salt` in base64. */
interface SaltedText {
  readonly text: string;
  readonly salt: string;
}

/** The commitment that stands for everything up to the last of these entries. */
const commitmentOf = (entries: readonly SaltedText[]): Uint8Array =>
  chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }))).at(-1) ?? new Uint8Array(32);

/** A small public record in memory, with its key, in which things are sealed by hand. */
export interface SmallLog {
  readonly log: Verifier & { readonly vkey: string };
  readonly promise: (at: number, entries: readonly SaltedText[]) => string;
  /** Seals the slot of an instant with the commitment to these entries, or with none; answers how to prove it. */
  readonly seal: (at: number, entries?: readonly SaltedText[]) => Promise<Sealed>;
  /** Seals the whole UTC day of an instant. */
  readonly sealDay: (at: number, entries: readonly SaltedText[]) => Promise<Sealed>;
  readonly publish: (date: string, body: string, kind?: "roster" | "put-back" | "downtime") => Promise<Sealed>;
  /** Signs with the log's key. */
  readonly signer: Signer;
  /** The checkpoint now, with the lines of these witnesses at this time (ms). */
  readonly checkpoint: (witnesses?: readonly SmallWitness[], time?: number) => string;
  readonly mark: (from?: Mark["from"]) => Mark;
  /** The head as a server gives it: newest slot leaf, newest statement, one checkpoint. */
  readonly head: (last: Sealed, statement: Sealed | null, checkpoint?: string) => Promise<Head>;
  readonly between: AskBetween;
  /** The leaves below an index down to the first slot, each proven in the tree of that size. */
  readonly below: (index: number, size: number) => Promise<{ readonly leaves: readonly LeafShown[] }>;
}

/** Something sealed: a proof of it against the checkpoint now, or the one given. */
interface Sealed {
  readonly index: number;
  readonly prove: (checkpoint?: string) => Promise<string>;
  readonly opening: Opening;
}

/** Somebody outside who signs checkpoints. */
export interface SmallWitness {
  readonly name: string;
  readonly seed: Uint8Array;
  /** As a roster statement names it. */
  readonly text: string;
}

/** A witness with a key made from its name. */
export function smallWitness(name: string): SmallWitness {
  const seed = countedRandom(name)(32);
  return { name, seed, text: writeWitness({ name, key: publicKey(seed), url: null }) };
}

/** Opens an empty record. Logs of one label share their key, so that two of them are a fork. */
export async function smallLog(label = "log", origin = ORIGIN): Promise<SmallLog> {
  const random = countedRandom(`${label} contents`);
  const signer = { name: origin, seed: countedRandom(label)(32) };
  const store = memoryStore();
  const log = await openLog(store);
  const verifier = { name: origin, key: publicKey(signer.seed) };

  const checkpoint: SmallLog["checkpoint"] = (witnesses = [], time = 0) => {
    const note = signNote(writeCheckpoint({ origin, size: log.size, root: log.root(), extensions: [] }), [signer]);
    return addCosignatures(
      note,
      witnesses.map((witness) => cosign(note, witness, Math.floor(time / 1_000))),
    );
  };
  const enter = async (leaf: Uint8Array, opening: Opening): Promise<Sealed> => {
    const index = await log.append([leaf]);
    const prove: Sealed["prove"] = async (note = checkpoint()) => {
      const hashes = await proveInclusion(store.tile, index, Number(note.split("\n")[1]));
      return writeTlogProof({ extra: writeOpening(opening), index, hashes, checkpoint: note });
    };
    return { index, prove, opening };
  };
  const planted = (depth: number, entries: readonly SaltedText[]) => {
    const commitment = entries.length === 0 ? leafHash(random(32)) : commitmentOf(entries);
    const { root, pathOf } = plant(depth, [{ commitment, position: POSITION }], random(32));
    return { root, path: pathOf(POSITION), position: POSITION };
  };

  return {
    log: { ...verifier, vkey: writeVerifier(verifier) },
    promise: (at, entries) => writePromise({ origin, slot: slotOf(at), commitment: commitmentOf(entries) }, signer),
    seal: async (at, entries = []) => {
      const slot = slotOf(at);
      const { root, ...place } = planted(SLOT_DEPTH, entries);
      return enter(writeLeaf({ kind: "slot", slot, root }), { kind: "slot", slot, ...place });
    },
    sealDay: async (at, entries) => {
      const day = dayOfSlot(slotOf(at));
      const { root, ...place } = planted(DAY_DEPTH, entries);
      return enter(writeLeaf({ kind: "day", day, root }), { kind: "day", day, ...place });
    },
    signer,
    publish: async (date, body, kind = "roster") => {
      const salt = random(32);
      const commitment = publicCommitment(salt, writePublic({ kind, date, body }));
      return enter(writeLeaf({ kind: "public", commitment }), { kind: "public", salt });
    },
    checkpoint,
    mark: (from = "record") => ({ from, size: log.size, root: toBase64(log.root()), note: checkpoint() }),
    head: async (last, statement, note = checkpoint()) => ({
      log: writeVerifier(verifier),
      last: await leafProof(store, last.index, note),
      roster: statement === null ? null : await statement.prove(note),
    }),
    between: (from, to) => (to > log.size ? Promise.resolve(null) : proveConsistency(store.tile, from, to)),
    below: (index, size) => leavesBelow(store, index, size),
  };
}

async function leafAt(store: Store, index: number, size: number): Promise<Uint8Array> {
  const bundle = Math.floor(index / TILE);
  const entries = readBundle(await store.entries(bundle, Math.min(TILE, size - bundle * TILE)));
  return entries[index % TILE] ?? new Uint8Array();
}

async function leavesBelow(store: Store, index: number, size: number) {
  const leaves: LeafShown[] = [];
  for (let at = index - 1; at >= 0; at--) {
    const leaf = await leafAt(store, at, size);
    const hashes = await proveInclusion(store.tile, at, size);
    leaves.push({ leaf: toBase64(leaf), hashes: hashes.map(toBase64) });
    if (readLeaf(leaf).kind === "slot") break;
  }
  return { leaves };
}

/** The proof that carries the leaf itself. */
async function leafProof(store: Store, index: number, checkpoint: string): Promise<string> {
  const size = Number(checkpoint.split("\n")[1]);
  const leaf = await leafAt(store, index, size);
  const hashes = await proveInclusion(store.tile, index, size);
  return writeTlogProof({ extra: writeOpening({ kind: "leaf", leaf }), index, hashes, checkpoint });
}

/** When the servers of these tests were put back from a copy that is five hours old (ms since epoch). */
export const putBackAt = Date.parse("2026-11-23T12:00:00.000Z");

/** What a log says of that. */
export const putBackSaid = (log: SmallLog, more: Partial<PutBack> = {}, by = log.signer): string =>
  writePutBack(
    {
      ...{ origin: by.name, date: "2026-11-23", of: new Date(putBackAt - 5 * 3_600_000).toISOString() },
      ...{ at: new Date(putBackAt).toISOString(), kept: 4, statements: 1, times: 1, ...more },
    },
    by,
  );

/** A head of a log whose newest slot is that of `grown`, with notes that stand in it or do not. */
export async function putBackHead(
  log: SmallLog,
  grown: number,
  notes: readonly (readonly [string, boolean])[],
): Promise<Head> {
  const shown = [];
  for (const [note, sealed] of notes) {
    shown.push({ note, in: sealed ? await log.publish("2026-11-23", note, "put-back") : null });
  }
  const head = await log.head(await log.seal(grown), null);
  const putBack = await Promise.all(
    shown.map(async (one) => ({ note: one.note, proof: one.in === null ? null : await one.in.prove() })),
  );
  return { ...head, putBack };
}

/** What `trustIn` reads of a head that says so. */
export { readPutBack } from "./record/put-back.ts";
