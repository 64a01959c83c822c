import { randomBytes, randomInt } from "node:crypto";
import { sha256 as noble } from "@niuniu/note";
import { checkConsistency, checkInclusion, leafHash, type Hash } from "@niuniu/record";
import {
  openLog,
  proveConsistency,
  proveInclusion,
  readBundle,
  rememberTiles,
  rootOf,
  TILE,
  type Store,
  type TileReader,
} from "@niuniu/record/log";
import { memoryStore } from "@niuniu/record/memory";
import { sha256, sha256Reused } from "../../platform/host/src/digest.ts";
import { print, say, type Figure } from "../figure.ts";
import { costOf, sayLoad } from "./hashing.ts";

const LEAVES = 10_000_000;
const BATCH = 10_000;
/** The length of a slot's leaf. */
const LENGTH = 41;
const PROOFS = 2_000;

const figure = (given: Figure): boolean => print("record", given);

/** Ten million leaves, no two alike. */
async function grow(store: Store): Promise<Uint8Array> {
  const log = await openLog(store, { hash: sha256Reused });
  const bytes = new Uint8Array(randomBytes(BATCH * LENGTH));
  const view = new DataView(bytes.buffer);
  const batch = Array.from({ length: BATCH }, (_, at) => bytes.subarray(at * LENGTH, (at + 1) * LENGTH));
  for (let first = 0; first < LEAVES; first += BATCH) {
    for (let at = 0; at < BATCH; at++) view.setUint32(at * LENGTH, first + at);
    await log.append(batch);
  }
  return log.root();
}

/** Counts what a reader is asked for. */
function counted(reader: TileReader) {
  const count = { most: 0, now: 0 };
  const counting: TileReader = (level, n, width) => {
    count.most = Math.max(count.most, ++count.now);
    return reader(level, n, width);
  };
  return { counting, count };
}

interface Proven {
  readonly at: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

type Make = (reader: TileReader, at: number) => Promise<Uint8Array[]>;

/** Makes proofs at random places, each from tiles read anew; says what one costs, and the most any needed. */
async function making(store: Store, name: string, make: Make) {
  const places = Array.from({ length: PROOFS }, () => 1 + randomInt(LEAVES - 1));
  const { counting, count } = counted(store.tile);
  const proofs: (readonly Uint8Array[])[] = [];
  for (const at of places.slice(0, 50)) await make(store.tile, at);
  const anew = await costOf(async () => {
    for (const at of places) {
      count.now = 0;
      proofs.push(await make(counting, at));
    }
  });
  // The server keeps the inner nodes of the tiles it read last: at random places those above the leaves.
  const remembering = rememberTiles(store.tile);
  const remembered = await costOf(async () => {
    for (const at of places) await make(remembering, at);
  });
  const costs = [
    ["as the server makes it, with what it remembers", remembered],
    ["every tile read anew", anew],
  ] as const;
  const hashes = Math.max(...proofs.map(({ length }) => length));
  sayLoad(`prove: ${PROOFS} ${name} proofs`);
  const most = `the most of ${PROOFS} ${name} proofs at ${LEAVES} leaves`;
  const held = [
    ...costs.map(([how, { cpu }]) =>
      figure({
        figure: `${name} proof at ${LEAVES} leaves, processor, mean of ${PROOFS} at random places, ${how}`,
        ...{ value: (cpu * 1_000) / PROOFS, unit: "ms", bar: 1, atMost: true },
      }),
    ),
    figure({ figure: `tiles read, ${most}`, value: count.most, unit: "", bar: 5, atMost: true }),
    figure({ figure: `hashes, ${most}`, value: hashes, unit: "", bar: 30, atMost: true }),
  ];
  return { held, places, proofs };
}

async function leafOf(store: Store, index: number): Promise<Uint8Array> {
  const n = Math.floor(index / TILE);
  const entries = readBundle(await store.entries(n, Math.min(TILE, LEAVES - n * TILE)));
  return leafHash(entries[index % TILE] ?? new Uint8Array(0), sha256);
}

/** What checking takes, by the server's hash and by the one that browsers run. */
async function checking(name: string, proven: readonly Proven[], check: (one: Proven, hash: Hash) => void) {
  const held: boolean[] = [];
  for (const [whose, hash] of [
    ["the server's hash", sha256],
    ["the browser's hash, in this process", noble],
  ] as const) {
    for (const one of proven.slice(0, 200)) check(one, hash);
    const { cpu } = await costOf(() => {
      for (const one of proven) check(one, hash);
    });
    held.push(
      figure({
        figure: `check of a ${name} proof at ${LEAVES} leaves, processor, mean of ${proven.length}, ${whose}`,
        ...{ value: (cpu * 1_000) / proven.length, unit: "ms", bar: 0.2, atMost: true },
      }),
    );
  }
  return held;
}

async function inclusion(store: Store, root: Uint8Array): Promise<readonly boolean[]> {
  const { held, places, proofs } = await making(store, "inclusion", (reader, at) =>
    proveInclusion(reader, at, LEAVES, sha256Reused),
  );
  const proven: Proven[] = [];
  for (const [of, at] of places.entries()) proven.push({ at, leaf: await leafOf(store, at), proof: proofs[of] ?? [] });
  const checks = await checking("inclusion", proven, ({ at, leaf, proof }, hash) =>
    checkInclusion({ index: at, size: LEAVES, leaf, root, proof }, hash),
  );
  return [...held, ...checks];
}

async function consistency(store: Store, root: Uint8Array): Promise<readonly boolean[]> {
  const { held, places, proofs } = await making(store, "consistency", (reader, at) =>
    proveConsistency(reader, at, LEAVES, sha256Reused),
  );
  const proven: Proven[] = [];
  for (const [of, at] of places.entries()) {
    proven.push({ at, leaf: await rootOf(store.tile, at, sha256Reused), proof: proofs[of] ?? [] });
  }
  const checks = await checking("consistency", proven, ({ at, leaf, proof }, hash) =>
    checkConsistency({ oldSize: at, oldRoot: leaf, newSize: LEAVES, newRoot: root, proof }, hash),
  );
  return [...held, ...checks];
}

/** Proofs in a log of ten million leaves: made from tiles that are read anew each time, and checked. */
export async function proving(): Promise<readonly boolean[]> {
  const store = memoryStore();
  let root = new Uint8Array(0) as Uint8Array;
  const { wall } = await costOf(async () => {
    root = await grow(store);
  });
  say(`prove: ${LEAVES} leaves in ${wall.toFixed(0)} s, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
  return [...(await inclusion(store, root)), ...(await consistency(store, root))];
}
