import { ownDatabase, type TestDatabase } from "@niuniu/host/testing";
import { receiptKeys, spellCode } from "@niuniu/seal";
import { PARCEL } from "@niuniu/wire";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { reportBody } from "../compose.ts";
import { DEFAULT } from "../policy.ts";
import * as routes from "../routes.ts";
import { ask, deskAct, message, newHouse, receiptAs, reported, say, seal, thread, type House } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});
afterAll(() => database.close());

const HOUR = 3_600_000;

/** Asks until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it never was");
}
const DAY = 24 * HOUR;

/** Those in this database who wait for a lock that somebody else holds. */
const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;

async function tablesIn(house: House): Promise<readonly string[]> {
  const found = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(house.host.db);
  return found.rows.map(({ name }) => name);
}

/** Every row of every table as text, bytes as hexadecimal and, where they are text, as text too. */
async function dump(house: House): Promise<string> {
  const lines: string[] = [];
  for (const table of await tablesIn(house)) {
    const found = await sql<{ line: string }>`select t::text as line from ${sql.table(table)} t`.execute(house.host.db);
    lines.push(...found.rows.map(({ line }) => `${table} ${line}`));
  }
  const bytes = lines.flatMap((line) =>
    [...line.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex]) => Buffer.from(hex ?? "", "hex").toString("latin1")),
  );
  return [...lines, ...bytes].join("\n");
}

const MARKS = [
  "203.0.113.77",
  "MarkedAgent/9.9",
  "intranet.example/marked-page",
  "marked-words-of-a-report",
  "de-DE-marked",
];

test("no address, agent, referrer or word of a report is in the database, the output or the answers", async () => {
  const house = await newHouse(database);
  const said: string[] = [];
  const listen = (chunk: unknown): boolean => {
    said.push(String(chunk));
    return true;
  };
  const [out, err] = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")];
  out.mockImplementation(listen);
  err.mockImplementation(listen);
  const reporter = await seal(house, { text: "marked-words-of-a-report" });
  const port = await house.host.open(0);
  const headers = {
    "user-agent": "MarkedAgent/9.9",
    referer: "https://intranet.example/marked-page",
    "x-forwarded-for": "203.0.113.77",
    forwarded: "for=203.0.113.77",
    "accept-language": "de-DE-marked",
  };
  const answers: string[] = [];
  const call = async (path: string, more: RequestInit): Promise<void> => {
    const sent = { ...more, headers: { ...headers, ...(more.headers as Record<string, string> | undefined) } };
    const response = await fetch(`http://localhost:${port}${path}`, sent);
    answers.push(JSON.stringify([...response.headers]), Buffer.from(await response.arrayBuffer()).toString("latin1"));
    expect([...response.headers.keys()]).not.toContain("set-cookie");
    expect([...response.headers.keys()]).not.toContain("date");
  };
  const body = reportBody(reporter.composed);
  await call("/cases/report", { method: "POST", body, headers: { "content-type": PARCEL } });
  await call("/cases/report", { method: "POST", body: body.subarray(0, 900), headers: { "content-type": PARCEL } });
  await call("/cases/thread", {
    method: "POST",
    headers: { authorization: receiptAs(house.host, reporter, "/cases/thread") },
  });
  await call("/cases/thread", { method: "POST" });
  await call("/cases/sealed", {});
  await call("/nowhere", {});
  const kept = await dump(house);
  out.mockRestore();
  err.mockRestore();
  await house.host.close();
  expect(kept).toContain(reporter.composed.case);
  const secret = spellCode(reporter.composed.receipt).replace(/\W/g, "");
  const seeds = Object.values(receiptKeys(reporter.composed.receipt)).map((key) => Buffer.from(key).toString("hex"));
  for (const mark of [...MARKS, secret]) {
    expect(kept, mark).not.toContain(mark);
    expect(answers.join("\n"), mark).not.toContain(mark);
  }
  // The lookup and the first salt are the server's to keep; the two seeds are not.
  expect(seeds.filter((seed) => kept.includes(seed))).toHaveLength(2);
  expect(said).toEqual([]);
});

/** The order of the rows as they lie on disk, and how many transactions wrote them. */
async function traces(house: House, table: string, key: string) {
  const rows = await sql<{ key: string; xmin: string }>`
    select ${sql.raw(key)}::text as key, xmin::text as xmin from ${sql.table(table)} order by ctid`.execute(
    house.host.db,
  );
  return { keys: rows.rows.map((row) => row.key), writers: new Set(rows.rows.map((row) => row.xmin)).size };
}

test("once the day is over nothing on disk tells which report came first", async () => {
  const house = await newHouse(database);
  const ids: string[] = [];
  for (let count = 0; count < 10; count++)
    ids.push((await reported(house, { struck: count % 2 === 0 ? ["he-ming"] : [] })).id);
  const came = (await traces(house, "cases_case", "id")).keys;
  expect(came).toEqual(ids);
  await house.host.pass(5 * HOUR);
  expect((await traces(house, "cases_case", "id")).keys).toEqual(ids);
  await house.host.pass(12 * HOUR);
  const sorted = ids.toSorted();
  expect(ids).not.toEqual(sorted);
  expect(await traces(house, "cases_case", "id")).toEqual({ keys: sorted, writers: 1 });
  const [entries, pieces] = await Promise.all([
    traces(house, "cases_entry", "case_id || lpad(number::text, 4, '0')"),
    traces(house, "cases_piece", "case_id || lpad(number::text, 4, '0') || lpad(part::text, 4, '0')"),
  ]);
  // Of the wraps three, of the envelope two.
  expect([entries.keys.length, pieces.keys.length]).toEqual([20, 50]);
  for (const { keys, writers } of [entries, pieces]) {
    expect({ keys, writers }).toEqual({ keys: keys.toSorted(), writers: 1 });
  }
  const dates = await sql<{ key: string; xmin: string }>`
    select key, xmin::text as xmin from host_timer where kind = 'cases/due' order by ctid`.execute(house.host.db);
  expect(dates.rows.map(({ key }) => key)).toEqual(sorted);
  expect(new Set(dates.rows.map(({ xmin }) => xmin)).size).toBe(1);
  // Nothing of a case lies in a table beside it, whose values would be numbered as they came.
  const beside = await sql<{ name: string }>`
    select relname as name from pg_class where relname like 'cases%' and relkind = 'r' and reltoastrelid <> 0
      and pg_relation_size(reltoastrelid) > 0`.execute(house.host.db);
  expect(beside.rows).toEqual([]);
  await house.host.close();
});

test("a day's rows are settled once, at the price of that day, and an envelope never again", async () => {
  const house = await newHouse(database);
  const [first] = [await reported(house), await reported(house)];
  await house.host.pass(17 * HOUR);
  expect(await house.host.settle()).toBe(0);
  const lie = (table: string) =>
    sql<{ at: string }>`select ctid::text || xmin::text as at from ${sql.table(table)}
      where case_id = ${first.id} order by 1`.execute(house.host.db);
  const before = await lie("cases_piece");
  const owner = (await thread(house, first)).answer.owed?.owner ?? "";
  await deskAct(house, owner, first.id, { kind: "open" });
  house.host.setNow(house.host.now() + DAY);
  const { rows } = await sql<{ n: number }>`select sum(n)::int as n from (
    select count(*) as n from cases_case where fresh is not null union all
    select count(*) from cases_entry where fresh is not null union all
    select count(*) from host_timer where fresh is not null union all
    select count(*) from host_notice where fresh is not null) as fresh`.execute(house.host.db);
  expect(await house.host.settle()).toBe(rows[0]?.n);
  expect(before.rows).toHaveLength(5);
  expect((await lie("cases_piece")).rows).toEqual(before.rows);
  expect((await thread(house, first)).parts.length).toBe(2);
  await house.host.close();
});

test("nothing kept has an exact time in the past: days, and the dates that are still ahead", async () => {
  const house = await newHouse(database, { now: Date.UTC(2026, 2, 4, 5, 17, 23) });
  const reporter = await reported(house, { class: "crisis" });
  const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
  await deskAct(house, owner, reporter.id, { kind: "open" });
  await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
  await house.host.pass(20 * HOUR);
  const now = house.host.now();
  const lines = (await dump(house)).split("\n").filter((line) => line.startsWith("cases_"));
  expect(lines.length).toBeGreaterThan(5);
  const offset = 8 * HOUR;
  for (const line of lines) {
    for (const [time] of line.matchAll(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d[^",)]*/g)) {
      expect(Date.parse(`${time.replace(" ", "T")}:00`), time).toBeGreaterThan(now);
    }
    for (const [digits] of line.matchAll(/(?<![0-9a-f\\])\d{13}(?![0-9a-f])/g)) {
      const at = Number(digits);
      expect(at > now || (at + offset) % DAY === 0, digits).toBe(true);
    }
  }
  expect(DEFAULT.calendar.offset).toBe("+08:00");
  await house.host.close();
});

test("whoever watches the public page does not see at which minute somebody reported", async () => {
  const house = await newHouse(database, { now: Date.UTC(2026, 2, 4, 5, 17, 23) });
  const before = (await ask(house.host, routes.figures)).text;
  await reported(house);
  house.host.setNow(house.host.now() + 10_000);
  expect((await ask(house.host, routes.figures)).text).toBe(before);
  house.host.setNow(house.host.now() + 12 * HOUR);
  expect((await ask(house.host, routes.figures)).answer.open).toBe("1-4");
  await house.host.close();
});

test("neither a backup nor an act under way makes the settling wait, nor the settling anybody", async () => {
  const house = await newHouse(database);
  const one = await reported(house);
  const other = await reported(house);
  await house.host.transaction(async (tx) => {
    await sql`lock table cases_case in access share mode`.execute(tx);
    await sql`select from cases_case where id = ${other.id} for update`.execute(tx);
    await house.host.pass(17 * HOUR);
    const { rows } = await sql<{ id: string }>`select id from cases_case where fresh is null`.execute(house.host.db);
    expect(rows).toEqual([{ id: one.id }]);
  });
  await house.host.settle();
  const { rows } = await sql`select from cases_case where fresh is not null`.execute(house.host.db);
  expect(rows).toEqual([]);
  await house.host.close();
});

test("an act on a case that is being settled at that moment is taken", async () => {
  const house = await newHouse(database);
  const reporter = await reported(house);
  const envelope = await message(house);
  const said = await house.host.transaction(async (tx) => {
    // As the settling does: out of its place, and in again.
    await sql`with gone as (delete from cases_case where id = ${reporter.id} returning *)
      insert into cases_case select * from gone`.execute(tx);
    const saying = say(house, reporter, { kind: "say", envelope });
    await until(async () => {
      const { rows } = await waiting.execute(house.host.db);
      return rows.length > 0;
    });
    // Not to be awaited before this transaction has ended.
    return { saying };
  });
  expect(await said.saying).toMatchObject({ code: null });
  await house.host.close();
});

test("a date that is taken back while its timer is being settled is gone", async () => {
  const house = await newHouse(database);
  const { id } = await reported(house);
  const { host } = house;
  const { cancelled } = await host.transaction(async (tx) => {
    await sql`with gone as (delete from host_timer where key = ${id} returning *)
      insert into host_timer select * from gone`.execute(tx);
    const cancelled = host.transaction((other) => host.timers.cancel(other, { kind: "cases/due", key: id }));
    await until(async () => {
      const { rows } = await waiting.execute(host.db);
      return rows.length > 0;
    });
    // Not to be awaited before this transaction has ended.
    return { cancelled };
  });
  await cancelled;
  expect((await sql`select from host_timer where key = ${id}`.execute(host.db)).rows).toEqual([]);
  await host.close();
});

test("no key of ours counts upward", async () => {
  const house = await newHouse(database);
  const found = await sql<{ n: number }>`
    select count(*)::int as n from information_schema.sequences where sequence_name like 'cases%'`.execute(
    house.host.db,
  );
  expect(found.rows[0]?.n).toBe(0);
  await house.host.close();
});
