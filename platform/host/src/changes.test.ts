import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changesOn } from "./changes.ts";
import { openDatabase, type Database } from "./database.ts";
import { testServers, type TestDatabase } from "./testing.ts";
import type { Connection } from "./postgres/index.ts";

async function until(holds: () => boolean): Promise<boolean> {
  for (let attempt = 0; attempt < 500 && !holds(); attempt++) await wait(10);
  return holds();
}

/** As the server does it every minute. */
const often = { failed: () => undefined, every: 250 };

// All at once, each on a database of its own: they wait most of their time.
describe.concurrent.each(testServers)("a change, on %s", (_name, begin) => {
  let database: TestDatabase;
  const opened: Database[] = [];
  const open = async (): Promise<{ readonly connection: Connection; readonly db: Database }> => {
    const connection = await database.fresh();
    const db = openDatabase(connection, () => undefined);
    opened.push(db);
    return { connection, db };
  };
  beforeAll(async () => void (database = await begin()));
  afterAll(async () => {
    for (const db of opened) await db.destroy();
    await database.close();
  });

  it("reaches open pages of every process, many changes as one message", async () => {
    const { connection, db } = await open();
    const [one, other] = [changesOn(db, connection, often), changesOn(db, connection, often)];
    const ended = new AbortController();
    let [heard, elsewhere] = [0, 0];
    other.watch("cases", () => heard++, ended.signal);
    other.watch("people", () => elsewhere++, ended.signal);
    // The first call says that watching has begun.
    expect(await until(() => heard === 1)).toBe(true);
    for (let change = 0; change < 1_000; change++) one.publish(["cases"]);
    expect(await until(() => heard > 1)).toBe(true);
    await wait(600);
    expect(heard).toBeLessThanOrEqual(3);
    expect(elsewhere).toBe(1);
    ended.abort();
    one.publish(["cases"]);
    const before = heard;
    await wait(400);
    expect(heard).toBe(before);
    await other.close();
    await one.close();
  });

  it("is told at the end of its stretch of the clock with all others, so that nobody learns when it was", async () => {
    const { connection, db } = await open();
    const every = 3_000;
    const changes = changesOn(db, connection, { failed: () => undefined, every });
    const ended = new AbortController();
    const heard: number[] = [];
    changes.watch("a", () => heard.push(Date.now()), ended.signal);
    changes.watch("b", () => heard.push(Date.now()), ended.signal);
    expect(await until(() => heard.length === 2)).toBe(true);
    heard.length = 0;
    await wait(every - (Date.now() % every) + 50);
    const begun = Math.floor(Date.now() / every);
    changes.publish(["a"]);
    await wait(1_000);
    changes.publish(["b"]);
    expect(await until(() => heard.length === 2)).toBe(true);
    // Whichever stretch of a busy machine it was: both were told together, and neither before it was over.
    for (const at of heard) expect(Math.floor(at / every)).toBeGreaterThan(begun);
    expect(Math.abs((heard[0] ?? 0) - (heard[1] ?? 0))).toBeLessThan(900);
    ended.abort();
    await changes.close();
  });

  it("is not missed for long when the connection is lost", async () => {
    const { connection, db } = await open();
    const changes = changesOn(db, connection, often);
    const ended = new AbortController();
    let heard = 0;
    changes.watch("cases", () => heard++, ended.signal);
    expect(await until(() => heard === 1)).toBe(true);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query like 'listen%'`.execute(db);
    expect(await until(() => heard >= 3)).toBe(true);
    const before = heard;
    changes.publish(["cases"]);
    expect(await until(() => heard > before)).toBe(true);
    ended.abort();
    await changes.close();
  });

  it("that still waits when its server ends is told to the others, and the database is asked for nothing afterwards", async () => {
    const failed: string[] = [];
    const { connection, db } = await open();
    const mine = openDatabase(connection, () => undefined);
    const long = { failed: (code: string) => void failed.push(code), every: 60_000 };
    const [ending, other] = [changesOn(mine, connection, long), changesOn(db, connection, often)];
    const ended = new AbortController();
    let heard = 0;
    other.watch("cases", () => heard++, ended.signal);
    expect(await until(() => heard === 1)).toBe(true);
    ending.publish(["cases"]);
    await ending.close();
    expect(await until(() => heard === 2)).toBe(true);
    ending.publish(["cases"]);
    await ending.close();
    await mine.destroy();
    await wait(50);
    expect([failed, heard]).toEqual([[], 2]);
    ended.abort();
    await other.close();
  });
});
