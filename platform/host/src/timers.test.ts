import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "./database.ts";
import { testHost, testServers, type TestDatabase, type TestHost } from "./testing.ts";
import { timersOn } from "./timers.ts";
import type { Connection } from "./postgres/index.ts";

const DAY = 86_400_000;

/** A second server process whose handler writes down each key it acted on, slowly enough to be killed in the middle. */
const PROGRAM = `
  import { openDatabase } from ${JSON.stringify(new URL("./database.ts", import.meta.url).href)};
  import { timersOn } from ${JSON.stringify(new URL("./timers.ts", import.meta.url).href)};
  import { transactionsOn } from ${JSON.stringify(new URL("./transactions.ts", import.meta.url).href)};
  import { sql } from ${JSON.stringify(import.meta.resolve("kysely"))};
  const db = openDatabase(JSON.parse(process.argv[1]), () => undefined);
  const { transaction } = transactionsOn(db, { failed: () => undefined });
  const timers = timersOn(db, { now: () => Number(process.argv[2]), transaction, failed: () => undefined });
  timers.handle("try", async ({ key }, tx) => {
    await sql\`insert into acted values (\${key})\`.execute(tx);
    await new Promise((resolve) => setTimeout(resolve, 2));
  });
  timers.start();
  console.log("started");
`;

function secondProcess(connection: Connection, now: number) {
  return spawn(process.execPath, ["--input-type=module", "-e", PROGRAM, JSON.stringify(connection), String(now)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** The loop alone over dates so far ahead (ms), on a clock that goes on by `passes` of whatever is slept; ends with the dates or after `most` sleeps. */
async function runOn(
  { connection, now: start, transaction }: Pick<TestHost, "connection" | "now" | "transaction">,
  dates: readonly number[],
  passes: (milliseconds: number) => number,
  most = 99,
) {
  const db = openDatabase(connection, () => undefined);
  const [begun, slept, late]: [number, number[], number[]] = [start(), [], []];
  let now = begun;
  const over = Promise.withResolvers<null>();
  const timers = timersOn(db, {
    ...{ now: () => now, transaction, failed: (code) => over.reject(new Error(code)) },
    pass: async (milliseconds, signal) => {
      slept.push(milliseconds);
      now += passes(milliseconds);
      if (late.length < dates.length && slept.length < most) return;
      over.resolve(null);
      if (!signal.aborted) await once(signal, "abort");
    },
  });
  timers.handle("try", ({ due }) => Promise.resolve(void late.push(now - due)));
  await transaction((tx) =>
    timers.set(tx, ...dates.map((ahead) => ({ kind: "try", key: String(ahead), due: begun + ahead }))),
  );
  timers.start();
  await over.promise;
  const end = async (): Promise<void> => {
    await timers.stop();
    await db.destroy();
  };
  return { slept, late, end };
}

describe.each(testServers)("a date, on %s", (_name, begin) => {
  let database: TestDatabase;
  let host: TestHost;
  beforeAll(async () => {
    database = await begin();
  });
  beforeEach(async () => {
    host = await testHost(database);
    await sql`create table acted (key text)`.execute(host.db);
  });
  afterEach(() => host.close());
  afterAll(() => database.close());

  const set = (key: string, due: number) => host.transaction((tx) => host.timers.set(tx, { kind: "try", key, due }));
  const actedOn = async (): Promise<string[]> =>
    (await sql<{ key: string }>`select key from acted order by key`.execute(host.db)).rows.map(({ key }) => key);
  const writeDown = (): void => {
    host.timers.handle("try", async ({ key }, tx) => {
      await sql`insert into acted values (${key})`.execute(tx);
    });
  };

  it("that passed is acted on once, and one that has not is left alone", async () => {
    writeDown();
    await set("a", host.now() + DAY);
    await set("b", host.now() + 3 * DAY);
    expect(await host.pass(2 * DAY)).toBe(1);
    expect(await host.pass(0)).toBe(0);
    expect(await actedOn()).toEqual(["a"]);
  });

  it("can be moved and taken back", async () => {
    writeDown();
    await set("a", host.now() + DAY);
    await set("a", host.now() + 5 * DAY);
    await set("b", host.now() + DAY);
    await host.transaction((tx) => host.timers.cancel(tx, { kind: "try", key: "b" }));
    expect(await host.pass(2 * DAY)).toBe(0);
    expect(await host.pass(4 * DAY)).toBe(1);
  });

  it("is as if never set when the event that sets it does not happen", async () => {
    writeDown();
    const failing = host.transaction(async (tx) => {
      await host.timers.set(tx, { kind: "try", key: "a", due: host.now() });
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await host.pass(DAY)).toBe(0);
  });

  it("missed years ago is acted on, and so is every date that follows from it, before the first request", async () => {
    host.timers.handle("try", async ({ key, due }, tx, now) => {
      await sql`insert into acted values (${key})`.execute(tx);
      if (due + 15 * DAY <= now) await host.timers.set(tx, { kind: "try", key, due: due + 15 * DAY });
    });
    await set("a", host.now() - 1_000 * DAY);
    await host.open(0, "127.0.0.1");
    expect((await actedOn()).length).toBe(Math.floor(1_000 / 15) + 1);
  });

  it("whose act fails is undone, tried again later, and holds up nobody else's", async () => {
    let broken = true;
    host.timers.handle("try", async ({ key }, tx) => {
      await sql`insert into acted values (${key})`.execute(tx);
      if (key === "a" && broken) throw new Error("marked");
    });
    await set("a", host.now());
    await set("b", host.now() + 1);
    expect(await host.pass(10)).toBe(1);
    expect(await actedOn()).toEqual(["b"]);
    expect(host.failures).toEqual(["host/timer-failed"]);
    broken = false;
    expect(await host.pass(500)).toBe(0);
    expect(await host.pass(600)).toBe(1);
    expect(await actedOn()).toEqual(["a", "b"]);
  });

  it("does not hold up a request that works on the same case", async () => {
    writeDown();
    host.timers.handle("try", async ({ key }, tx) => {
      await sql`select pg_advisory_xact_lock(1)`.execute(tx);
      await sql`insert into acted values (${key})`.execute(tx);
    });
    await set("a", host.now());
    let due: Promise<number> = Promise.resolve(0);
    await host.transaction(async (tx) => {
      await sql`select pg_advisory_xact_lock(1)`.execute(tx);
      due = host.timers.runDue(host.now());
      await wait(100);
      // The engine holds the timer and waits for the case; it gives way.
      await host.timers.set(tx, { kind: "try", key: "a", due: host.now() });
    });
    expect(await due).toBe(1);
    expect(await actedOn()).toEqual(["a"]);
  });

  it("is acted on while another one has to wait for somebody who holds its case for long", async () => {
    host.timers.handle("try", async ({ key }, tx) => {
      if (key === "a") await sql`select pg_advisory_xact_lock(2)`.execute(tx);
      await sql`insert into acted values (${key})`.execute(tx);
    });
    await set("a", host.now());
    await set("b", host.now() + 1);
    let due: Promise<number> = Promise.resolve(0);
    await host.transaction(async (tx) => {
      await sql`select pg_advisory_xact_lock(2)`.execute(tx);
      due = host.timers.runDue(host.now() + 1);
      for (let attempt = 0; attempt < 200 && (await actedOn()).length === 0; attempt++) await wait(10);
      expect(await actedOn()).toEqual(["b"]);
    });
    expect(await due).toBe(2);
    expect(await actedOn()).toEqual(["a", "b"]);
  });

  it("of many that are due together is acted on while others still are", async () => {
    let under = 0;
    const other = Promise.withResolvers<undefined>();
    host.timers.handleAll("try", async (timers, tx) => {
      // The first batch tells how many there are; of the others each waits until another one is under way.
      if (++under === 3) other.resolve(undefined);
      if (under > 1) await other.promise;
      for (const { key } of timers) await sql`insert into acted values (${key})`.execute(tx);
      return [];
    });
    const all = Array.from({ length: 250 }, (_, key) => ({ kind: "try", key: String(key), due: host.now() }));
    await host.transaction((tx) => host.timers.set(tx, ...all));
    expect(await host.timers.runDue(host.now())).toBe(250);
    expect(new Set(await actedOn()).size).toBe(250);
  });

  it("is acted on exactly once by several processes, one of them killed in the middle", async () => {
    const connection = host.connection;
    await host.transaction(async (tx) => {
      for (let key = 0; key < 400; key++) await host.timers.set(tx, { kind: "try", key: String(key), due: host.now() });
    });
    const processes = [secondProcess(connection, host.now()), secondProcess(connection, host.now())];
    const [killed, other] = processes;
    const db = openDatabase(connection, () => undefined);
    const count = async (): Promise<number> =>
      (await sql<{ n: number }>`select count(*)::int n from acted`.execute(db)).rows[0]?.n ?? 0;
    for (let attempt = 0; attempt < 1_000 && (await count()) === 0; attempt++) await wait(5);
    await wait(60);
    killed?.kill("SIGKILL");
    for (let attempt = 0; attempt < 1_000 && (await count()) < 400; attempt++) await wait(10);
    other?.kill("SIGKILL");
    await db.destroy();
    const keys = await actedOn();
    expect(keys.length).toBe(400);
    expect(new Set(keys).size).toBe(400);
  });
});

describe.each(testServers.slice(0, 1))("the loop, on %s", (_name, begin) => {
  it("acts on each date at its moment, however soon the next one follows, and in between looks once a second", async () => {
    const database = await begin();
    const host = await testHost(database);
    const { slept, end, late } = await runOn(host, [3, 7, 8, 4_500], (milliseconds) => milliseconds);
    expect(late).toEqual([0, 0, 0, 0]);
    expect(slept.slice(0, 8)).toEqual([3, 4, 1, 1_000, 1_000, 1_000, 1_000, 492]);
    await end();
    await host.close();
    await database.close();
  });

  it("asks less and less often for a date that does not come, because the clock stands still, down to every 20 ms", async () => {
    const database = await begin();
    const host = await testHost(database);
    const { slept, end, late } = await runOn(host, [1], () => 0, 9);
    expect(late).toEqual([]);
    expect(slept).toEqual([1, 1, 2, 4, 8, 16, 20, 20, 20]);
    await end();
    await host.close();
    await database.close();
  });

  it("acts by itself within two seconds, without anyone pressing anything", async () => {
    const database = await begin();
    const host = await testHost(database);
    const acted: string[] = [];
    host.timers.handle("try", ({ key }) => Promise.resolve(void acted.push(key)));
    await host.open(0, "127.0.0.1");
    await host.transaction((tx) => host.timers.set(tx, { kind: "try", key: "a", due: host.now() + DAY }));
    host.setNow(host.now() + DAY);
    for (let attempt = 0; attempt < 200 && acted.length === 0; attempt++) await wait(10);
    expect(acted).toEqual(["a"]);
    await host.close();
    await database.close();
  });
});
