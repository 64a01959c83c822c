import { concatBytes, constantTimeEqual, toUtf8 } from "@niuniu/note";
import { Frontier, openLog, readBundle, rootOf, TILE, writeBundle, type Store } from "../log/index.ts";
import { RecordError } from "../record-error.ts";
import { leafHash } from "../tree.ts";

/** What a store must do, as a sentence, and the check: it throws an Error if this store does not. */
export type StoreCheck = readonly [title: string, check: (make: () => Promise<Store>) => Promise<void>];

/** Entries for tests, `count` of them from `first` on: short texts, all different. */
export function sampleEntries(count: number, first = 0): Uint8Array[] {
  return Array.from({ length: count }, (_, at) => toUtf8(`entry ${first + at}`));
}

/**
 * Every promise of `Store`, for each store to be held to by its own tests. `make` gives a new, empty store; the checks
 * need no test framework and leave nothing running. The largest one appends 66,000 entries.
 */
export const storeChecks: readonly StoreCheck[] = [
  ["a new store is empty and has no tile to give", checkEmpty],
  ["what was appended in batches of any size is read back, byte for byte", checkReadBack],
  ["tiles of every level are there once 65,536 entries are", checkLevels],
  ["a tile or a bundle can be read as narrow as it once was", checkNarrow],
  ["of two writers one is refused, and nothing of its batch is kept", checkTwoWriters],
  ["a log that is opened anew goes on where it ended", checkReopen],
  ["entries without a byte and of 65,535 bytes are kept", checkExtremes],
];

async function checkEmpty(make: () => Promise<Store>): Promise<void> {
  const store = await make();
  must((await store.size()) === 0, "a new store is not empty");
  await refuses(() => store.tile(0, 0, 1));
  await refuses(() => store.tile(1, 0, 1));
  await refuses(() => store.entries(0, 1));
}

async function checkReadBack(make: () => Promise<Store>): Promise<void> {
  const store = await make();
  const log = await openLog(store);
  for (const count of [1, 254, 1, 1, 0, 511, 3, 1000, 21]) {
    await log.append(sampleEntries(count, log.size));
    must((await store.size()) === log.size, "the size is not that of the log");
    await holds(store, sampleEntries(log.size));
    must(constantTimeEqual(log.root(), await rootOf(store.tile, log.size)), "the tiles do not lead to the root");
  }
}

async function checkLevels(make: () => Promise<Store>): Promise<void> {
  const store = await make();
  const log = await openLog(store);
  while (log.size < 66_000) await log.append(sampleEntries(11_000, log.size));
  const frontier = new Frontier();
  for (const entry of sampleEntries(66_000)) frontier.add(entry);
  must(constantTimeEqual(frontier.root(), await rootOf(store.tile, 66_000)), "the tiles do not lead to the root");
  for (const [level, n, width] of [
    [0, 255, TILE],
    [0, 257, 208],
    [1, 0, TILE],
    [1, 1, 1],
    [2, 0, 1],
  ] as const) {
    must((await store.tile(level, n, width)).length === width * 32, `tile ${n} of level ${level} has another width`);
    if (width < TILE) await refuses(() => store.tile(level, n, width + 1));
  }
  await refuses(() => store.tile(3, 0, 1));
}

async function checkNarrow(make: () => Promise<Store>): Promise<void> {
  const store = await make();
  const log = await openLog(store);
  for (const count of [200, 100]) await log.append(sampleEntries(count, log.size));
  const entries = sampleEntries(300);
  for (const width of [1, 199, 200, 201, 256]) {
    await holds(store, entries.slice(0, width));
  }
  await refuses(() => store.tile(0, 1, 45));
  await refuses(() => store.entries(1, 45));
  await refuses(() => store.tile(0, 2, 1));
  await refuses(() => store.tile(1, 0, 2));
}

async function checkTwoWriters(make: () => Promise<Store>): Promise<void> {
  const store = await make();
  const [one, other] = [await openLog(store), await openLog(store)];
  await one.append(sampleEntries(300));
  await refuses(() => other.append([toUtf8("another first entry")]));
  must(other.size === 0, "a refused append moved the log");
  await holds(store, sampleEntries(300));
  const again = await openLog(store);
  const both = await Promise.allSettled([one.append(sampleEntries(300, 300)), again.append(sampleEntries(300, 300))]);
  must(both.filter(({ status }) => status === "fulfilled").length === 1, "two appends at once did not leave one");
  await holds(store, sampleEntries(600));
}

async function checkReopen(make: () => Promise<Store>): Promise<void> {
  const store = await make();
  for (const count of [100, 155, 1, 257, 600]) {
    const log = await openLog(store);
    must((await log.append(sampleEntries(count, log.size))) === log.size - count, "the first index is wrong");
  }
  await holds(store, sampleEntries(1113));
}

async function checkExtremes(make: () => Promise<Store>): Promise<void> {
  const store = await make();
  const entries = [new Uint8Array(0), new Uint8Array(0xffff).fill(7), new Uint8Array(0)];
  await (await openLog(store)).append(entries);
  await holds(store, entries);
}

/** Throws unless the store's first entries are these, with their leaf hashes, in bundles and tiles of their number. */
async function holds(store: Store, entries: readonly Uint8Array[]): Promise<void> {
  for (let n = 0; n * TILE < entries.length; n++) {
    const here = entries.slice(n * TILE, (n + 1) * TILE);
    const bundle = await store.entries(n, here.length);
    must(constantTimeEqual(bundle, writeBundle(here)), `bundle ${n} holds other entries`);
    must(readBundle(bundle).length === here.length, `bundle ${n} holds more or fewer entries`);
    const tile = await store.tile(0, n, here.length);
    must(constantTimeEqual(tile, concatBytes(...here.map((entry) => leafHash(entry)))), `tile ${n} holds other hashes`);
  }
}

function must(fact: boolean, otherwise: string): void {
  if (!fact) throw new Error(otherwise);
}

async function refuses(act: () => Promise<unknown>): Promise<void> {
  const refused = await act().then(
    () => false,
    (error: unknown) => error instanceof RecordError && error.code === "record/store",
  );
  must(refused, "what the store does not have was not refused as record/store");
}
