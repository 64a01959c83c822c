import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import {
  checkConsistency,
  checkEvent,
  dayOfSlot,
  openCheckpoint,
  readLeaf,
  readPublic,
  SLOT,
  slotOf,
  type Checkpoint,
  type Leaf,
  type When,
} from "@niuniu/record";
import { readBundle } from "@niuniu/record/log";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../postgres/index.ts";
import { testDatabase, testHost, testServers, type TestDatabase, type TestHost } from "../testing.ts";

const from = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** A server process reduced to its record. `arguments`: connection, clock, and what the program below makes of them. */
const PROCESS = `
  import pg from "pg";
  import { randomBytes } from "node:crypto";
  import { setTimeout as wait } from "node:timers/promises";
  import { openDatabase } from ${from("../database.ts")};
  import { recordOn } from ${from("./record-on.ts")};
  const [, connection, start, given] = process.argv;
  const db = openDatabase(JSON.parse(connection), () => undefined);
  const random = (count) => new Uint8Array(randomBytes(count));
  const open = (now) => recordOn(db, { now, dayOf: () => "2026-01-05", after: () => undefined, random, origin: "http://localhost:8787", failed: () => undefined });
`;

/** Seals what is to be sealed, and is killed as it sends its `given`-th query. */
const KILLED = `${PROCESS}
  const record = await open(() => Number(start));
  const { query } = pg.Client.prototype;
  let left = Number(given);
  pg.Client.prototype.query = function (...of) {
    const sent = query.apply(this, of);
    if (--left === 0) process.kill(process.pid, "SIGKILL");
    return sent;
  };
  await record.tick();
  process.exit(0);
`;

/** Places acts and seals slots without a pause, by a clock that runs fifty times too fast. */
const BUSY = `${PROCESS}
  const now = () => Number(start) + (Date.now() - Number(given)) * 50;
  const record = await open(now);
  const act = async () => {
    for (;;) {
      const commitment = random(32);
      const slot = await db.transaction().execute((tx) => record.place(tx, [commitment]));
      console.log(Buffer.from(commitment).toString("hex"), slot);
    }
  };
  void act();
  void act();
  for (;;) {
    await record.tick();
    await wait(50);
  }
`;

/** It is killed at every query with `npm test -- --long`, else at every fifth. */
const LONG = process.env["NIUNIU_LONG"] === "1";
const STEP = LONG ? 1 : 5;
/** ms that eight processes go on for beyond what is needed to meet one another. */
const LONGER = LONG ? 3_000 : 0;

const NOON = Date.UTC(2026, 0, 5, 12);
const DAY = 86_400_000;
const children: ChildProcess[] = [];

function run(program: string, ...given: readonly (Connection | number)[]): ChildProcess {
  const words = given.map((one) => (typeof one === "number" ? String(one) : JSON.stringify(one)));
  const child = spawn(process.execPath, ["--input-type=module-typescript", "-e", program, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

const some = (count: number): Uint8Array[] => Array.from({ length: count }, () => new Uint8Array(randomBytes(32)));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe.each(testServers)("the log, on %s", (_name, begin) => {
  let database: TestDatabase;
  let host: TestHost;
  beforeAll(async () => {
    database = await begin();
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    await host.close();
  });
  afterAll(() => database.close());

  const checkpoint = async (): Promise<Checkpoint> =>
    openCheckpoint((await host.record.newest())?.note ?? "", host.record.log);

  const leaves = async (): Promise<readonly Leaf[]> => {
    const { size } = await checkpoint();
    const all: Leaf[] = [];
    for (let n = 0; n * 256 < size; n++) {
      const bundle = await host.record.bundle(n, Math.min(256, size - n * 256));
      all.push(...readBundle(bundle).map(readLeaf));
    }
    return all;
  };

  const away = async (): Promise<ReadonlySet<number>> => {
    const texts = (await host.record.entries(-1, 10_000)).entries.map(({ text }) => readPublic(text ?? ""));
    const gaps = texts
      .filter(({ kind }) => kind === "downtime")
      .map(({ body }) => JSON.parse(body) as { from: number; to: number });
    return new Set(
      gaps.flatMap(({ from: first, to }) => Array.from({ length: to - first + 1 }, (_, at) => first + at)),
    );
  };

  /** Every slot since the first has one leaf, in order, or lies in a published absence; every day that is over has one. */
  const expectWhole = async (): Promise<void> => {
    await host.sealed();
    const all = await leaves();
    const slots = all.flatMap((leaf) => (leaf.kind === "slot" ? [leaf.slot] : []));
    const [first = 0, last = 0] = [slots[0], slots.at(-1)];
    const absent = await away();
    const expected = Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
      (slot) => !absent.has(slot),
    );
    expect(slots).toEqual(expected);
    const days = all.flatMap((leaf) => (leaf.kind === "day" ? [leaf.day] : []));
    const over = dayOfSlot(last + 1) - dayOfSlot(first);
    expect(days).toEqual(Array.from({ length: over }, (_, at) => dayOfSlot(first) + at));
  };

  const expectConsistent = async (old: Checkpoint): Promise<Checkpoint> => {
    const next = await checkpoint();
    const proof = await host.record.consistency(old.size, next.size);
    checkConsistency({ oldSize: old.size, oldRoot: old.root, newSize: next.size, newRoot: next.root, proof });
    return next;
  };

  const proofOf = async (act: Uint8Array): Promise<string> => {
    const standing = (await host.record.find([act])).get(hex(act));
    return standing?.state === "proven" ? standing.proof : "";
  };

  /** This process seals what the killed one left, as soon as the database has noticed its end. */
  const expectProven = async (acts: readonly Uint8Array[], when: When): Promise<void> => {
    for (let attempt = 0; attempt < 100; attempt++) {
      await host.record.tick();
      const proofs = await Promise.all(acts.map(proofOf));
      if (proofs.every((proof) => proof !== "")) break;
      await wait(20);
    }
    await host.record.tick();
    for (const act of acts) expect(checkEvent(await proofOf(act), act, host.record.log).when).toEqual(when);
  };

  // A process for each query takes its time: on one of the two servers.
  if (begin === testDatabase) {
    it(
      "goes on where a process was killed, whatever it was doing, and keeps every promise",
      { timeout: 300_000 },
      async () => {
        host = await testHost(database, { now: NOON });
        await host.record.tick();
        let seen = await checkpoint();
        let finished = false;
        let kills = 0;
        for (let query = 1; !finished; query += STEP) {
          const acts = some(2);
          const slot = await host.transaction(async (tx) => {
            const entry = { kind: "roster", key: String(query), date: "2026-01-05", body: "we\n" } as const;
            await host.record.publish(tx, entry);
            return host.record.place(tx, acts);
          });
          // Over a slot, over an absence, and over the end of a day.
          host.setNow(host.now() + DAY);
          const child = run(KILLED, host.connection, host.now(), query);
          const [code] = (await once(child, "exit")) as [number | null];
          finished = code === 0;
          if (code === null) kills++;
          await expectProven(acts, { day: dayOfSlot(slot) });
          expect(await host.record.statement("roster", String(query))).not.toBeNull();
          seen = await expectConsistent(seen);
        }
        expect(kills).toBeGreaterThan(30 / STEP);
        await expectWhole();
      },
    );
  }

  it(
    "written by eight processes at once, one of them killed, has every slot once and loses nothing",
    { timeout: 120_000 },
    async () => {
      host = await testHost(database, { now: NOON });
      const began = Date.now();
      const said = new Map<string, number>();
      const processes = Array.from({ length: 8 }, () => run(BUSY, host.connection, NOON, began));
      for (const child of processes) {
        let rest = "";
        child.stdout?.setEncoding("utf8").on("data", (text: string) => {
          const lines = (rest + text).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) said.set(line.slice(0, 64), Number(line.slice(65)));
        });
      }
      /** Until so much more is said, and sealed, than was by then. */
      const goOn = async (acts: number, leaves: number): Promise<void> => {
        const [from, size] = [said.size, (await host.record.newest())?.size ?? 0];
        const isOver = async (): Promise<boolean> =>
          said.size > from + acts && ((await host.record.newest())?.size ?? 0) > size + leaves;
        for (let attempt = 0; attempt < 1_200 && !(await isOver()); attempt++) await wait(50);
      };
      await goOn(500, 5);
      await wait(LONGER);
      processes[0]?.kill("SIGKILL");
      await goOn(200, 5);
      await wait(LONGER);
      for (const child of processes) child.kill("SIGKILL");
      for (const child of processes) if ((child.exitCode ?? child.signalCode) === null) await once(child, "exit");
      host.setNow(NOON + (Date.now() - began) * 50 + 10 * SLOT);
      await wait(500);
      await host.sealed();
      await expectWhole();
      expect(said.size).toBeGreaterThan(500);
      const acts = [...said.keys()].map((key) => new Uint8Array(Buffer.from(key, "hex")));
      const standings = await host.record.find(acts);
      expect([...said.keys()].filter((key) => standings.get(key)?.state !== "proven")).toEqual([]);
      for (const [at, act] of acts.entries()) {
        if (at % 50 !== 0) continue;
        const { when } = checkEvent(await proofOf(act), act, host.record.log);
        expect(when).toEqual({ slot: said.get(hex(act)) });
      }
      expect(slotOf(host.now())).toBeGreaterThan(Math.max(...said.values()));
    },
  );
});
