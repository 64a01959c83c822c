import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";
import { forget } from "./day.ts";
import { DAY } from "./slots.ts";

let database: TestDatabase;
let host: TestHost;
beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database, { now: Date.UTC(2026, 0, 5, 12) });
}, 60_000);
afterAll(async () => {
  await host.close();
  await database.close();
});

/** As many acts on the day that is over, and since midnight: a backup kept the day from being forgotten till noon. */
async function placed(yesterday: number, today: number): Promise<void> {
  const { db } = host;
  const { rows } = await sql<{ slot: number }>`select open_slot as slot from record_log`.execute(db);
  const open = rows[0]?.slot ?? 0;
  const begins = Math.floor(open / DAY) * DAY;
  await sql`truncate record_placed`.execute(db);
  await sql`delete from record_day`.execute(db);
  await sql`insert into record_day values (${begins / DAY - 1}, 1, null, false)`.execute(db);
  await sql`update record_head set day = ${begins / DAY - 1}, slot = ${open - 1}`.execute(db);
  const put = (word: string, from: number, slots: number, count: number) =>
    sql`insert into record_placed select sha256((${word}::text || n)::bytea), ${from}::integer + n % ${slots}::integer
      from generate_series(1, ${count}::integer) n`.execute(db);
  await put("yesterday", begins - DAY, DAY, yesterday);
  await put("today", begins, open - begins, today);
}

/** The longest that somebody waited (ms) who placed one act after the other while this went on. */
async function waits(work: () => Promise<unknown>): Promise<{ readonly longest: number; readonly acts: number }> {
  let [longest, over, acts] = [0, false, 0];
  const reporter = async (): Promise<void> => {
    for (; !over; acts++) {
      const begun = performance.now();
      await sql`select record_place(array[sha256(${`act ${begun}`}::bytea)])`.execute(host.db);
      longest = Math.max(longest, performance.now() - begun);
    }
  };
  const reporting = reporter();
  await work();
  over = true;
  await reporting;
  return { longest, acts };
}

it("nobody waits longer for a day to be forgotten because much came on it, or since", async () => {
  await placed(100_000, 50_000);
  const before = await waits(() => new Promise((resolve) => setTimeout(resolve, 500)));
  const during = await waits(() => host.db.transaction().execute((tx) => forget(tx)));
  expect(during.longest - before.longest).toBeLessThan(200);
  // Everything since midnight is there, in a table like the one before; nothing of the day that is over.
  const count = await sql<{ n: number }>`select count(*)::integer as n from record_placed`.execute(host.db);
  expect(count.rows[0]?.n).toBe(50_000 + before.acts + during.acts);
  const indexes = await sql<{ name: string }>`
    select indexname as name from pg_indexes where tablename = 'record_placed' order by 1`.execute(host.db);
  expect(indexes.rows.map(({ name }) => name)).toEqual(["record_placed_pkey", "record_placed_slot"]);
  // And again, on the next day.
  await placed(10, 10);
  await host.db.transaction().execute((tx) => forget(tx));
}, 120_000);
