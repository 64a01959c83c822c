import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import {
  cosign,
  checkConsistency,
  checkEvent,
  checkLeaf,
  checkPublic,
  dayOfSlot,
  isKept,
  openCheckpoint,
  openPromise,
  readPublic,
  SLOT,
  slotOf,
  writePublic,
  type PublicKind,
} from "@niuniu/record";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sha256Hex } from "../digest.ts";
import { testHost, testServers, type TestDatabase, type TestHost } from "../testing.ts";
import { RESTORED } from "./record.ts";

const NOON = Date.UTC(2026, 0, 5, 12);
const HOUR = 3_600_000;
const some = (count: number): Uint8Array[] => Array.from({ length: count }, () => new Uint8Array(randomBytes(32)));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe.each(testServers)("the record, on %s", (_name, begin) => {
  let database: TestDatabase;
  let host: TestHost;
  beforeAll(async () => {
    database = await begin();
  });
  beforeEach(async () => {
    host = await testHost(database, { now: NOON });
  });
  afterEach(() => host.close());
  afterAll(() => database.close());

  const place = (commitments: readonly Uint8Array[]) => host.transaction((tx) => host.record.place(tx, commitments));
  const proofOf = async (commitment: Uint8Array): Promise<string> => {
    const standing = (await host.record.find([commitment])).get(hex(commitment));
    return standing?.state === "proven" ? standing.proof : `not proven but ${standing?.state ?? "unknown"}`;
  };
  const publish = (kind: PublicKind, key: string, body: string, how: { readonly mayWait?: true } = {}) =>
    host.transaction((tx) => host.record.publish(tx, { kind, key, date: "2026-01-05", body, ...how }));

  it("promises an act its slot, and proves it when the slot is over", async () => {
    const [one, other] = some(2) as [Uint8Array, Uint8Array];
    const slot = await place([one, other]);
    expect(slot).toBe(slotOf(NOON));
    const promise = host.record.promise(slot, one);
    expect(openPromise(promise, host.record.log)).toEqual({ origin: "localhost:8787/record", slot, commitment: one });
    expect((await host.record.find([one])).get(hex(one))).toEqual({ state: "promised", promise });
    await host.sealed();
    const entered = checkEvent(await proofOf(one), one, host.record.log);
    expect(entered.when).toEqual({ slot });
    expect(() => checkEvent("", one, host.record.log)).toThrow();
    expect((await host.record.find(some(1))).size).toBe(0);
  });

  it("has one leaf for each slot, whether the line is busy or nobody says a word", async () => {
    await host.sealed();
    const quiet = (await host.record.newest())?.size ?? 0;
    await host.sealed();
    await place(some(700));
    await host.sealed();
    expect((await host.record.newest())?.size).toBe(quiet + 2);
    expect(await host.record.tick()).toBe(false);
  });

  it("keeps nothing of an act that was undone", async () => {
    const [one] = some(1) as [Uint8Array];
    const undone = host.transaction(async (tx) => {
      await host.record.place(tx, [one]);
      throw new Error("no");
    });
    await expect(undone).rejects.toThrow("no");
    await host.sealed();
    expect((await host.record.find([one])).size).toBe(0);
  });

  it("proves by the day when the day is over, and has forgotten the slot", async () => {
    const morning = some(3);
    await place(morning);
    await host.sealed();
    host.setNow(NOON + 5 * HOUR);
    await host.record.tick();
    const evening = some(300);
    const slot = await place(evening);
    await host.sealed();
    host.setNow(NOON + 12 * HOUR);
    await host.record.tick();
    const [last] = some(1) as [Uint8Array];
    await place([last]);
    await host.sealed();
    for (const one of [...morning, ...evening.slice(0, 40)]) {
      expect(checkEvent(await proofOf(one), one, host.record.log).when).toEqual({ day: 20_458 });
    }
    expect(checkEvent(await proofOf(last), last, host.record.log).when).toEqual({ slot: slotOf(NOON + 12 * HOUR) });
    const left = await sql<{ slot: number }>`select slot from record_placed union select slot from record_slot`.execute(
      host.db,
    );
    expect(left.rows.every((row) => row.slot >= slotOf(NOON + 12 * HOUR))).toBe(true);
    expect(left.rows.some((row) => row.slot === slot)).toBe(false);
  });

  it("does not tell by the place of a row which act came first, once the day is over", async () => {
    for (const one of some(20)) await place([one]);
    await host.sealed();
    host.setNow(NOON + 12 * HOUR + SLOT);
    const later = some(10);
    await host.record.tick();
    for (const one of later) await place([one]);
    const rows = await sql<{ key: string; xmin: string }>`
      select encode(commitment, 'hex') as key, xmin::text as xmin from record_kept order by ctid`.execute(host.db);
    expect(new Set(rows.rows.map(({ xmin }) => xmin)).size).toBe(1);
    expect(rows.rows).toHaveLength(20);
    host.setNow(NOON + 36 * HOUR + SLOT);
    await host.record.tick();
    const days = await sql<{ days: number; kept: number; placed: number }>`
      select (select count(*)::integer from record_day) as days, (select count(*)::integer from record_kept) as kept,
        (select count(*)::integer from record_placed) as placed`.execute(host.db);
    expect(days.rows[0]).toEqual({ days: 2, kept: 30, placed: 0 });
    expect((await sql`select 1 from record_slot where secret is not null`.execute(host.db)).rows).toEqual([]);
  });

  it("seals public texts, each once, and serves them with their proof", async () => {
    await publish("policy", "a", "be kind\n");
    await publish("policy", "a", "be cruel\n");
    expect(await host.record.statement("policy", "a")).toBeNull();
    expect(await host.record.tick()).toBe(true);
    const text = writePublic({ kind: "policy", date: "2026-01-05", body: "be kind\n" });
    checkPublic((await host.record.statement("policy", "a")) ?? "", text, host.record.log);
    const { entries, more } = await host.record.entries(-1, 10);
    expect([entries.map((entry) => readPublic(entry.text ?? "").body), more]).toEqual([["be kind\n"], false]);
    const entry = await host.record.entry(entries[0]?.index ?? 0);
    checkPublic(entry?.proof ?? "", entry?.text ?? "", host.record.log);
    expect(await host.record.entry(0)).toBeNull();
    expect((await host.record.entries(entry?.index ?? 0, 10)).entries).toEqual([]);
  });

  it("takes texts of a feature's own kinds, once the feature has declared them", async () => {
    const body = "How to listen.\n";
    const key = sha256Hex(Buffer.from(body));
    await expect(publish("learning/course", key, body)).rejects.toThrow("nobody has declared learning/course");
    host.record.declare(["learning/course"]);
    await expect(publish("learning/course", "a", body)).rejects.toThrow("kept under its hash");
    await publish("learning/course", key, body);
    await host.record.tick();
    const { entries } = await host.record.entries(-1, 10);
    expect(entries.map((entry) => readPublic(entry.text ?? "").kind)).toEqual(["learning/course"]);
    checkPublic((await host.record.statement("learning/course", key)) ?? "", entries[0]?.text ?? "", host.record.log);
    expect(() => host.record.declare(["learning/course"])).toThrow("cannot be declared");
    expect(() => host.record.declare(["Learning/Course"])).toThrow("cannot be declared");
  });

  it("buries a text by a tombstone that is published itself, and never a roster statement", async () => {
    await publish("figures", "a", "five\n");
    await publish("roster", "b", "we\n");
    await host.record.tick();
    const [figures, roster] = (await host.record.entries(-1, 10)).entries;
    const bury = (index: number) => host.transaction((tx) => host.record.bury(tx, index, "a note\n"));
    await expect(bury(roster?.index ?? 0)).rejects.toThrow("host/not-buried");
    await expect(bury(0)).rejects.toThrow("host/not-in-record");
    await bury(figures?.index ?? 0);
    await expect(bury(figures?.index ?? 0)).rejects.toThrow("host/not-buried");
    await host.record.tick();
    const { entries } = await host.record.entries(-1, 10);
    expect(entries[0]).toEqual({ ...figures, text: null, tombstone: "a note\n" });
    expect(readPublic(entries[2]?.text ?? "")).toMatchObject({ kind: "tombstone", body: "a note\n" });
  });

  it("shows one milestone to everybody for five minutes, and a new one when a roster statement enters", async () => {
    await host.record.tick();
    const milestone = async () => (await host.record.milestone()) ?? { size: 0, slot: 0 };
    const shown = async () => (await host.record.head()) ?? { roster: null, last: "" };
    const first = await milestone();
    await host.sealed();
    expect(await milestone()).toEqual(first);
    expect((await shown()).roster).toBeNull();
    expect(checkLeaf((await shown()).last, host.record.log).leaf).toMatchObject({ kind: "slot", slot: first.slot });
    await publish("roster", "b", "we\n");
    await host.record.tick();
    const second = await milestone();
    expect(second.size).toBeGreaterThan(first.size);
    const text = writePublic({ kind: "roster", date: "2026-01-05", body: "we\n" });
    expect(checkPublic((await shown()).roster ?? "", text, host.record.log).checkpoint.size).toBe(second.size);
    host.setNow(NOON + 300_000 + SLOT);
    await host.record.tick();
    await host.sealed();
    expect((await milestone()).size).toBeGreaterThan(second.size);
  });

  it("carries the lines of the witnesses, the newest of each", async () => {
    await host.record.tick();
    const { note = "", size = 0 } = (await host.record.milestone()) ?? {};
    const [one, other] = [7, 8].map((seed) => ({ name: `w${seed}`, seed: new Uint8Array(32).fill(seed) }));
    if (one === undefined || other === undefined) throw new Error();
    const lines = [cosign(note, one, 100), cosign(note, other, 100)];
    await host.record.cosigned(size, lines);
    await host.record.cosigned(size, [cosign(note, one, 200)]);
    await host.record.cosigned(size + 1, lines);
    const kept = (await host.record.newest())?.note ?? "";
    expect(kept).toBe((await host.record.milestone())?.note);
    expect(kept).toContain(cosign(note, one, 200));
    expect(kept).toContain(cosign(note, other, 100));
    expect(kept).not.toContain(cosign(note, one, 100));
  });

  it("says when the server was away, and leaves no slot unspoken of", async () => {
    await host.sealed();
    const last = slotOf(host.now());
    host.setNow(host.now() + HOUR);
    await host.record.tick();
    await host.sealed();
    const bodies = (await host.record.entries(-1, 10)).entries.map((entry) => readPublic(entry.text ?? ""));
    expect(bodies.map(({ kind, body }) => `${kind} ${body}`)).toEqual([
      `downtime {"from":${last + 1},"to":${slotOf(host.now()) - 2}}\n`,
    ]);
    host.setNow(host.now() + 3 * SLOT);
    await host.record.tick();
    const before = (await host.record.newest())?.size ?? 0;
    await host.sealed();
    expect((await host.record.newest())?.size).toBe(before + 3);
    expect((await host.record.entries(-1, 10)).entries).toHaveLength(1);
  });

  it("signs nothing once it is frozen, and still takes and promises acts", async () => {
    await host.sealed();
    await publish("figures", "five", "five\n");
    await host.record.tick();
    const there = (await host.record.entries(-1, 1)).entries[0]?.index ?? -1;
    const before = await host.record.newest();
    await host.record.freeze("witness/ahead");
    const [one] = some(1) as [Uint8Array];
    const slot = await place([one]);
    await host.sealed();
    host.setNow(host.now() + 24 * HOUR);
    await expect(publish("policy", "a", "b\n")).rejects.toThrow("host/record-stopped");
    await publish("policy", "a", "b\n", { mayWait: true });
    const buried = host.transaction((tx) => host.record.bury(tx, there, "a note\n"));
    await expect(buried).rejects.toThrow("host/record-stopped");
    expect((await host.record.entry(there))?.text).not.toBeNull();
    expect(await host.record.tick()).toBe(false);
    expect(host.record.frozen).toEqual({ reason: "witness/ahead" });
    expect(await host.record.newest()).toEqual(before);
    expect((await host.record.find([one])).get(hex(one))).toEqual({
      state: "promised",
      // The day is over: what is promised is that day.
      promise: host.record.promise(slot - (slot % 8_640), one),
    });
  });

  it("forgets the ten seconds of what it took while frozen once the day is over, and proves it by its day later", async () => {
    const [sealed, one, today] = some(3) as [Uint8Array, Uint8Array, Uint8Array];
    await place([sealed]);
    await host.sealed();
    await host.record.freeze(RESTORED);
    host.setNow(host.now() + HOUR);
    await host.record.tick();
    const slot = await place([one]);
    host.setNow(NOON + 12 * HOUR + SLOT);
    await host.record.tick();
    await place([today]);
    await host.record.tick();
    const { rows } = await sql<{ slot: number }>`select slot from record_placed order by slot`.execute(host.db);
    expect(rows.map((row) => row.slot)).toEqual([-1 - dayOfSlot(slot), expect.any(Number), slotOf(host.now())]);
    expect(rows.map((row) => row.slot)).not.toContain(slot);
    const promised = (await host.record.find([one])).get(hex(one));
    const promise = openPromise(promised?.state === "promised" ? promised.promise : "", host.record.log);
    expect(isKept(promise, { day: dayOfSlot(slot) })).toBe(true);
    expect(checkEvent(await proofOf(sealed), sealed, host.record.log).when).toHaveProperty("slot");
    expect(await host.record.thaw()).toBe(true);
    await host.sealed();
    for (const act of [sealed, one]) {
      expect(checkEvent(await proofOf(act), act, host.record.log).when).toEqual({ day: dayOfSlot(slot) });
    }
    expect(checkEvent(await proofOf(today), today, host.record.log).when).toHaveProperty("slot");
  });

  it("takes in what was published while it stood still as soon as it goes on, so that no statement stays out of it", async () => {
    await host.sealed();
    await host.record.freeze(RESTORED);
    await publish("roster", "in between", "a statement\n", { mayWait: true });
    host.setNow(host.now() + HOUR);
    await host.record.tick();
    expect(await host.record.statement("roster", "in between")).toBeNull();
    expect(await host.record.thaw()).toBe(true);
    await host.record.tick();
    const text = writePublic({ kind: "roster", date: "2026-01-05", body: "a statement\n" });
    checkPublic((await host.record.statement("roster", "in between")) ?? "", text, host.record.log);
  });

  it("proves every checkpoint consistent with those before, and every act against it", async () => {
    const seen = [];
    const placed: Uint8Array[] = [];
    for (let round = 0; round < 12; round++) {
      const more = some(round % 3);
      placed.push(...more);
      await host.transaction(async (tx) => {
        await host.record.place(tx, more);
        for (let key = 0; key < 25; key++) {
          const entry = { kind: "figures", key: `${round}/${key}`, date: "2026-01-05", body: "1\n" } as const;
          await host.record.publish(tx, entry);
        }
      });
      await host.sealed();
      seen.push(openCheckpoint((await host.record.newest())?.note ?? "", host.record.log));
    }
    const last = seen.at(-1);
    if (last === undefined) throw new Error();
    expect(last.size).toBeGreaterThan(256);
    for (const old of seen) {
      const proof = await host.record.consistency(old.size, last.size);
      checkConsistency({ oldSize: old.size, oldRoot: old.root, newSize: last.size, newRoot: last.root, proof });
    }
    for (const one of placed) checkEvent(await proofOf(one), one, host.record.log);
  });

  it("does not make acts wait when the slot changes while one of them takes long", async () => {
    const [one, other] = some(2) as [Uint8Array, Uint8Array];
    const [placed, held] = [Promise.withResolvers<number>(), Promise.withResolvers<undefined>()];
    const slow = host.transaction(async (tx) => {
      placed.resolve(await host.record.place(tx, [one]));
      await held.promise;
    });
    const slot = await placed.promise;
    host.setNow(host.now() + SLOT);
    const sealing = host.record.tick();
    await wait(200);
    // It does not end before the other is placed, however long that takes on this machine.
    const next = await Promise.race([place([other]), wait(20_000, "held up")]).finally(() => held.resolve(undefined));
    expect(next).toBe(slot + 1);
    await slow;
    await sealing;
    expect(checkEvent(await proofOf(one), one, host.record.log).when).toEqual({ slot });
  });

  it("is sealed by itself: a text within about a second, a slot as soon as it is over", async () => {
    await host.open(0, "127.0.0.1");
    const [one] = some(1) as [Uint8Array];
    await place([one]);
    await publish("policy", "a", "be kind\n");
    const until = async (holds: () => Promise<boolean>): Promise<boolean> => {
      for (let attempt = 0; attempt < 200 && !(await holds()); attempt++) await wait(20);
      return holds();
    };
    expect(await until(async () => (await host.record.statement("policy", "a")) !== null)).toBe(true);
    expect(await proofOf(one)).toBe("not proven but promised");
    host.setNow(host.now() + SLOT);
    expect(await until(async () => (await proofOf(one)).startsWith("c2sp.org/tlog-proof"))).toBe(true);
  });

  it("waits with forgetting, and holds up nobody, while a backup holds the tables", async () => {
    const [one, other] = some(2) as [Uint8Array, Uint8Array];
    await place([one]);
    await host.sealed();
    host.setNow(NOON + 12 * HOUR + SLOT);
    await host.transaction(async (tx) => {
      await sql`lock table record_placed in access share mode`.execute(tx);
      await host.record.tick();
      const began = performance.now();
      await place([other]);
      expect(performance.now() - began).toBeLessThan(1_000);
    });
    expect(checkEvent(await proofOf(one), one, host.record.log).when).toEqual({ day: 20_458 });
    const left = async () => (await sql`select 1 from record_placed`.execute(host.db)).rows.length;
    expect(await left()).toBe(2);
    host.setNow(host.now() + 3 * SLOT);
    await host.record.tick();
    expect(await left()).toBe(1);
    expect(checkEvent(await proofOf(other), other, host.record.log).when).toHaveProperty("slot");
  });
});
