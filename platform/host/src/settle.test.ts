import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ownServers, testHost, type TestDatabase, type TestHost } from "./testing.ts";

const DAY = 86_400_000;
const COUNT = 450;

/** Keys that follow from nothing, in two orders of arrival. */
const keysOf = (day: string): readonly string[] =>
  Array.from({ length: COUNT }, (_, at) => Buffer.from(`${day} ${(at * 7_919) % 1_009}`).toString("base64url"));

describe.each(ownServers)("what was written on a day, on %s", (_name, begin) => {
  let database: TestDatabase;
  let host: TestHost;
  beforeAll(async () => {
    database = await begin();
  });
  beforeEach(async () => {
    host = await testHost(database);
    for (const table of ["try_one", "try_other"]) {
      await sql`create table ${sql.table(table)} (key text primary key, words text, large bytea, fresh date)
        with (autovacuum_enabled = off, toast.autovacuum_enabled = off, vacuum_truncate = off)`.execute(host.db);
      await sql`alter table ${sql.table(table)} alter column large set storage external`.execute(host.db);
      host.settles({ table, key: ["key"], large: "large" });
    }
  });
  afterEach(() => host.close());
  afterAll(() => database.close());

  /** Each row by a transaction of its own. */
  const come = async (table: string, keys: readonly string[]): Promise<void> => {
    const rows = sql.join(
      keys.map(
        (key) => sql`begin; insert into ${sql.table(table)} values (${sql.lit(key)}, repeat('w', 500),
          ${sql.lit(Buffer.alloc(3_000, key).toString("hex"))}::text::bytea, ${sql.lit(new Date(host.now()).toISOString().slice(0, 10))})`,
      ),
      sql`; commit; `,
    );
    await sql`${rows}; commit`.execute(host.db);
  };
  /** Where each row lies, in which order they were written, and the order of their large values. */
  const traces = async (table: string) => {
    const { rows } = await sql<{ key: string; at: string; writer: number; value: number }>`
      select key, ctid::text as at, dense_rank() over (order by xmin::text::bigint)::int as writer
      from ${sql.table(table)} order by key`.execute(host.db);
    return rows;
  };

  it("lies in one way once the day is over, in whatever order it came, also in the place of what lay there before", async () => {
    for (const day of ["one", "two", "three"]) {
      const keys = keysOf(day);
      await come("try_one", keys);
      await come("try_other", keys.toReversed());
      expect(await traces("try_one")).not.toEqual(await traces("try_other"));
      await host.pass(DAY);
      expect(await traces("try_one"), day).toEqual(await traces("try_other"));
      // What is gone makes room for the next day.
      await sql`delete from try_one; delete from try_other`.execute(host.db);
      await sql`vacuum (truncate false) try_one`.execute(host.db);
      await sql`vacuum (truncate false) try_other`.execute(host.db);
    }
  });

  it("is settled in batches that each hold or fall, and a second time not at all", async () => {
    await come("try_one", keysOf("one"));
    expect(await host.settle()).toBe(0);
    host.setNow(host.now() + DAY);
    expect(await host.settle()).toBe(COUNT);
    const found = await traces("try_one");
    const writers = found.map(({ writer }) => writer);
    expect(writers).toEqual(writers.toSorted((a, b) => a - b));
    expect(new Set(writers).size).toBeGreaterThan(1);
    expect(await host.settle()).toBe(0);
  });

  it("is left for later where somebody is at work on it, and nobody waits", async () => {
    const [key = "", ...others] = keysOf("one");
    await come("try_one", [key, ...others]);
    host.setNow(host.now() + DAY);
    await host.transaction(async (tx) => {
      await sql`update try_one set words = 'other' where key = ${key}`.execute(tx);
      expect(await host.settle()).toBe(COUNT - 1);
    });
    expect(await host.settle()).toBe(1);
  });
});
