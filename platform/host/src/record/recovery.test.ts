import { randomBytes } from "node:crypto";
import {
  checkConsistency,
  checkEvent,
  checkPublic,
  openCheckpoint,
  readLeaf,
  readPublic,
  RecordError,
  SLOT,
  writePublic,
  writeTombstone,
  type Checkpoint,
} from "@niuniu/record";
import { readBundle } from "@niuniu/record/log";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Connection } from "../postgres/index.ts";
import { random } from "../random.ts";
import { again, testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";
import { RESTORED } from "./record.ts";
import { recoveryOn, type Continuation, type KeptText, type Recovery } from "./recovery.ts";

const NOON = Date.UTC(2026, 0, 5, 12);
const HOUR = 3_600_000;
const one = (): Uint8Array => new Uint8Array(randomBytes(32));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
/** Before the copy: sealed, and placed at the last moment. */
const [early, late] = [one(), one()];

let database: TestDatabase;
let copies = 0;
/** The database as it was copied, and what the server went on to say afterwards. */
let old: string;
let connection: Connection;
let since: {
  readonly leaves: readonly Uint8Array[];
  readonly texts: ReadonlyMap<number, KeptText>;
  readonly note: string;
};
let copied: Checkpoint;
/** Stands in the place of what was taken away afterwards. */
let stone: string;
let host: TestHost;

const on = (used: Connection, now: number): Promise<TestHost> => testHost(again(used), { now });

async function leavesOf({ record }: TestHost, size: number): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (let n = 0; n * 256 < size; n++) all.push(...readBundle(await record.bundle(n, Math.min(256, size - n * 256))));
  return all;
}

const publish = ({ record, transaction }: TestHost, kind: "policy" | "roster", key: string): Promise<void> =>
  transaction((tx) => record.publish(tx, { kind, key, date: "2026-01-05", body: `${key}\n` }));

async function copyOf(name: string): Promise<string> {
  const client = new pg.Client(await database.fresh());
  await client.connect();
  const copy = `${name}_${++copies}`;
  await client.query(`create database ${copy} template ${name}`);
  await client.end();
  return copy;
}

beforeAll(async () => {
  database = await testDatabase();
  connection = await database.fresh();
  const before = await on(connection, NOON);
  await before.transaction((tx) => before.record.place(tx, [early]));
  await publish(before, "policy", "a");
  await before.sealed();
  await before.sealed();
  await before.transaction((tx) => before.record.place(tx, [late]));
  await publish(before, "policy", "waiting");
  copied = openCheckpoint((await before.record.newest())?.note ?? "", before.record.log);
  await before.close();
  old = await copyOf(String(connection.database));
  const after = await on(connection, before.now());
  await after.transaction((tx) => after.record.place(tx, [one()]));
  await publish(after, "roster", "b");
  await publish(after, "roster", "c");
  await publish(after, "policy", "d");
  await after.sealed();
  const index =
    (await after.record.entries(-1, 100)).entries.find(({ text }) => text?.includes('"d\\n"') === true)?.index ?? -1;
  const said = { origin: after.record.log.name, index, ground: "A court order", by: "wen-jing", date: "2026-01-05" };
  stone = writeTombstone(said, { name: "wen-jing", seed: new Uint8Array(32).fill(3) });
  await after.transaction((tx) => after.record.bury(tx, index, stone));
  after.setNow(NOON + 13 * HOUR);
  await after.record.tick();
  for (let slot = 0; slot < 5; slot++) await after.sealed();
  const { note = "", size = 0 } = (await after.record.newest()) ?? {};
  const { entries } = await after.record.entries(-1, 100);
  const texts = entries.map(({ index, salt, ...rest }): readonly [number, KeptText] => [
    index,
    { salt: new Uint8Array(Buffer.from(salt, "base64")), ...rest },
  ]);
  since = { note, leaves: await leavesOf(after, size), texts: new Map(texts) };
  await after.close();
});
let recovery: Recovery;
beforeEach(async () => {
  const restored = { ...connection, database: await copyOf(old) };
  host = await on(restored, NOON + 14 * HOUR);
  recovery = await recoveryOn(host.db, { now: host.now, random });
});
afterEach(() => host.close());
afterAll(() => database.close());

const kept = (from: number, lost: (text: string) => boolean = () => false): Continuation => {
  return {
    from,
    leaves: since.leaves.slice(from),
    checkpoint: since.note,
    buried: new Map(),
    textAt: (index) => {
      const found = since.texts.get(index);
      return found === undefined || lost(found.text ?? "") ? null : found;
    },
  };
};

const proofOf = async (commitment: Uint8Array): Promise<string> => {
  const standing = (await host.record.find([commitment])).get(hex(commitment));
  return standing?.state === "proven" ? standing.proof : "";
};

async function expectToFollow(note: string): Promise<void> {
  const { log } = host.record;
  const [before, now] = [note, (await host.record.newest())?.note ?? ""].map((one) => openCheckpoint(one, log));
  if (before === undefined || now === undefined) throw new Error();
  expect(now.size).toBeGreaterThan(before.size);
  const proof = await host.record.consistency(before.size, now.size);
  checkConsistency({ oldSize: before.size, oldRoot: before.root, newSize: now.size, newRoot: now.root, proof });
  const slots = (await leavesOf(host, now.size))
    .map(readLeaf)
    .flatMap((leaf) => (leaf.kind === "slot" ? [leaf.slot] : []));
  expect(slots).toEqual([...new Set(slots)].toSorted((a, b) => a - b));
}

const bodies = async (kind: string): Promise<readonly string[]> =>
  (await host.record.entries(-1, 100)).entries
    .flatMap(({ text }) => (text === null ? [] : [readPublic(text)]))
    .filter((entry) => entry.kind === kind)
    .map(({ body }) => body);

test("a restored server that is frozen signs nothing, and goes on from what a mirror kept", async () => {
  await recovery.freeze("restored");
  expect(await host.record.tick()).toBe(false);
  const lost = await recovery.continueFrom(kept(copied.size, (text) => text.includes('"c\\n"')));
  await host.sealed();
  await host.sealed();
  await expectToFollow(since.note);
  expect(host.record.frozen).toBeNull();
  checkEvent(await proofOf(early), early, host.record.log);
  checkEvent(await proofOf(late), late, host.record.log);
  expect((await bodies("roster")).join("")).toBe("b\n");
  const { entries } = await host.record.entries(-1, 100);
  expect(entries.flatMap(({ tombstone }) => tombstone ?? [])).toEqual([stone]);
  expect(await bodies("policy")).toEqual(["a\n", "waiting\n"]);
  const index = [...since.texts].find(([, { text }]) => text?.includes('"c\\n"') === true)?.[0];
  expect(lost).toEqual([index]);
  expect(await bodies("lost")).toEqual([
    `${JSON.stringify({ from: copied.size, to: since.leaves.length - 1, texts: lost })}\n`,
  ]);
  const text = writePublic({ kind: "policy", date: "2026-01-05", body: "waiting\n" });
  checkPublic((await host.record.statement("policy", "waiting")) ?? "", text, host.record.log);
});

test("a restored server signs on by the word that nothing was lost, but not against what a witness has shown", async () => {
  const size = async (): Promise<number> => (await host.record.newest())?.size ?? 0;
  await recovery.freeze(RESTORED);
  await host.sealed();
  expect(await size()).toBe(copied.size);
  expect(await recovery.goOnAsIs()).toBe(true);
  await host.sealed();
  expect(await size()).toBeGreaterThan(copied.size);
  await host.record.freeze("behind");
  await recovery.freeze(RESTORED);
  expect(await recovery.goOnAsIs()).toBe(false);
  await host.record.tick();
  expect(host.record.frozen).toEqual({ reason: "behind" });
});

test("a mirror's tombstone counts only if this log has published it, or this server's own list has it", async () => {
  const given = kept(copied.size);
  const at = [...since.texts].find(([, { text }]) => text?.includes('"c\\n"') === true)?.[0] ?? -1;
  const leaf = readLeaf(since.leaves[at] ?? new Uint8Array());
  if (leaf.kind !== "public") throw new Error();
  const forged = (index: number): KeptText | null => {
    const real = given.textAt(index);
    return real === null ? null : { ...real, text: null, tombstone: "we buried it\n" };
  };
  const buried = new Map([[hex(leaf.commitment), "our own\n"]]);
  const lost = await recovery.continueFrom({ ...given, textAt: forged, buried });
  const waited = 1;
  const taken = [...since.texts.keys()].filter((index) => index >= copied.size).length;
  expect(lost).toHaveLength(taken - waited - 1);
  const { entries } = await host.record.entries(-1, 100);
  expect(entries.flatMap(({ index, tombstone }) => (tombstone === null ? [] : [[index, tombstone]]))).toEqual([
    [at, "our own\n"],
  ]);
});

test("entries that do not lead to the signed checkpoint change nothing", async () => {
  const before = await host.record.newest();
  const given = kept(copied.size);
  const changed = [...(given.leaves as readonly Uint8Array[])].toReversed();
  await expect(recovery.continueFrom({ ...given, leaves: changed })).rejects.toMatchObject({
    code: "record/consistency",
  });
  const note = since.note.replace("/record", "/record/2");
  await expect(recovery.continueFrom({ ...given, checkpoint: note })).rejects.toMatchObject({
    code: "record/wrong-origin",
  });
  expect(await host.record.newest()).toEqual(before);
});

test("a restored server that had signed a fork already gives it up", async () => {
  const forked = one();
  await host.transaction((tx) => host.record.place(tx, [forked]));
  await publish(host, "policy", "forked");
  await host.sealed();
  host.setNow(host.now() + 24 * HOUR);
  await host.record.tick();
  checkEvent(await proofOf(forked), forked, host.record.log);
  await recovery.continueFrom(kept(copied.size));
  await host.sealed();
  await expectToFollow(since.note);
  for (const act of [early, late, forked]) checkEvent(await proofOf(act), act, host.record.log);
  expect((await bodies("policy")).toSorted()).toEqual(["a\n", "forked\n", "waiting\n"]);
});

test("without a mirror a new log begins, whose first entry names the old one", async () => {
  const before = await host.record.newest();
  await recovery.freeze("restored");
  const { size: kept } = copied;
  expect(await recovery.startAnew([])).toEqual({ origin: "localhost:8787/record/2", before: { size: kept, kept } });
  await host.record.tick();
  expect(host.record.log.name).toBe("localhost:8787/record/2");
  host.setNow(host.now() + SLOT);
  await host.sealed();
  const first = readPublic((await host.record.entry(0))?.text ?? "");
  expect(first.kind).toBe("succession");
  expect(JSON.parse(first.body)).toEqual({ origin: "localhost:8787/record", checkpoint: before?.note, kept });
  for (const act of [early, late]) checkEvent(await proofOf(act), act, host.record.log);
  expect(await bodies("policy")).toEqual(["a\n", "waiting\n"]);
  expect(await host.record.head()).not.toBeNull();
});

test("a new log names the old one as far as witnesses have shown it, and says how much of it was kept", async () => {
  const { size: kept } = copied;
  const size = since.leaves.length;
  await host.record.freeze("behind", since.note);
  // Shown again when the operator asks: what leads to what is here anyway, and what is known already.
  const own = (await host.record.newest())?.note ?? "";
  expect(await recovery.startAnew([own, since.note])).toMatchObject({ before: { size, kept } });
  const first = readPublic((await host.record.entry(0))?.text ?? "");
  expect(JSON.parse(first.body)).toEqual({ origin: "localhost:8787/record", checkpoint: since.note, kept });
});

test("a new log names nothing that the old one has not signed, nor less than was shown before", async () => {
  const root = since.note.split("\n")[2] ?? "";
  const forged = since.note.replace(root, Buffer.from(one()).toString("base64"));
  await expect(recovery.startAnew([forged])).rejects.toThrow(RecordError);
  await host.record.freeze("behind", since.note);
  await host.record.freeze("behind", (await host.record.newest())?.note);
  expect(await recovery.startAnew([])).toMatchObject({ before: { size: since.leaves.length } });
});
