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

describe.each(testServers)("a change, on %s", (_name, begin) => {
  let database: TestDatabase;
  let connection: Connection;
  let db: Database;
  beforeAll(async () => {
    database = await begin();
    connection = await database.fresh();
    db = openDatabase(connection, () => undefined);
  });
  afterAll(async () => {
    await db.destroy();
    await database.close();
  });

  it("reaches open pages of every process, many changes as one message", async () => {
    const [one, other] = [changesOn(db, connection, () => undefined), changesOn(db, connection, () => undefined)];
    const ended = new AbortController();
    let [heard, elsewhere] = [0, 0];
    other.watch("cases", () => heard++, ended.signal);
    other.watch("people", () => elsewhere++, ended.signal);
    // The first call says that watching has begun.
    expect(await until(() => heard === 1)).toBe(true);
    for (let change = 0; change < 1_000; change++) one.publish("cases");
    expect(await until(() => heard > 1)).toBe(true);
    await wait(600);
    expect(heard).toBeLessThanOrEqual(3);
    expect(elsewhere).toBe(1);
    ended.abort();
    one.publish("cases");
    const before = heard;
    await wait(400);
    expect(heard).toBe(before);
    await other.close();
    await one.close();
  });

  it("is not missed for long when the connection is lost", async () => {
    const changes = changesOn(db, connection, () => undefined);
    const ended = new AbortController();
    let heard = 0;
    changes.watch("cases", () => heard++, ended.signal);
    expect(await until(() => heard === 1)).toBe(true);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%'`.execute(db);
    expect(await until(() => heard >= 3)).toBe(true);
    const before = heard;
    changes.publish("cases");
    expect(await until(() => heard > before)).toBe(true);
    ended.abort();
    await changes.close();
  });
});
