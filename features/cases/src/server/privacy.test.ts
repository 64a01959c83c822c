import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { receiptKeys, spellCode } from "@niuniu/seal";
import { PARCEL } from "@niuniu/wire";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { reportBody } from "../compose.ts";
import { DEFAULT } from "../policy.ts";
import * as routes from "../routes.ts";
import { ask, deskAct, message, newHouse, receiptAs, reported, seal, thread, type House } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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

test("after the tables were rewritten nothing on disk tells which report came first", async () => {
  const house = await newHouse(database);
  const ids: string[] = [];
  for (let count = 0; count < 10; count++)
    ids.push((await reported(house, { struck: count % 2 === 0 ? ["he-ming"] : [] })).id);
  const came = (await traces(house, "cases_case", "id")).keys;
  expect(came).toEqual(ids);
  await house.host.pass(5 * HOUR);
  const sorted = ids.toSorted();
  expect(ids).not.toEqual(sorted);
  expect(await traces(house, "cases_case", "id")).toEqual({ keys: sorted, writers: 1 });
  const entries = await traces(house, "cases_entry", "case_id");
  expect(entries).toEqual({ keys: entries.keys.toSorted(), writers: 1 });
  const wraps = await traces(house, "cases_wrap", "case_id || reader");
  expect(wraps).toEqual({ keys: wraps.keys.toSorted(), writers: 1 });
  const dates = await sql<{ key: string; xmin: string }>`
    select key, xmin::text as xmin from host_timer where kind = 'cases/due' order by ctid`.execute(house.host.db);
  expect(dates.rows.map(({ key }) => key)).toEqual(sorted);
  expect(new Set(dates.rows.map(({ xmin }) => xmin)).size).toBe(1);
  // Large values lie in a table of their own: their numbers follow the same order.
  const chunks = await sql<{ ordered: boolean }>`
    select bool_and(a <= b) as ordered from (select pg_column_toast_chunk_id(envelope)::text::bigint as a,
      lead(pg_column_toast_chunk_id(envelope)::text::bigint) over (order by case_id, number) as b
      from cases_entry where envelope is not null) as chunks`.execute(house.host.db);
  expect(chunks.rows[0]?.ordered).toBe(true);
  await house.host.close();
});

test("nothing kept has an exact time in the past: days, and the dates that are still ahead", async () => {
  const house = await newHouse(database, Date.UTC(2026, 2, 4, 5, 17, 23));
  const reporter = await reported(house, { class: "crisis" });
  const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
  await deskAct(house, owner, reporter.id, { kind: "open" });
  await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
  await house.host.pass(5 * HOUR);
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
  const house = await newHouse(database, Date.UTC(2026, 2, 4, 5, 17, 23));
  const before = (await ask(house.host, routes.figures)).text;
  await reported(house);
  house.host.setNow(house.host.now() + 10_000);
  expect((await ask(house.host, routes.figures)).text).toBe(before);
  house.host.setNow(house.host.now() + 12 * HOUR);
  expect((await ask(house.host, routes.figures)).answer.open).toBe("1-4");
  await house.host.close();
});

test("a backup that holds the tables makes the rewriting wait, and nothing else", async () => {
  const house = await newHouse(database);
  await reported(house);
  await reported(house);
  const came = (await traces(house, "cases_case", "id")).keys;
  await house.host.transaction(async (tx) => {
    await sql`lock table cases_case in access share mode`.execute(tx);
    await house.host.pass(HOUR);
    expect((await traces(house, "cases_case", "id")).keys).toEqual(came);
  });
  await house.host.pass(2 * 60_000);
  expect(await traces(house, "cases_case", "id")).toEqual({ keys: came.toSorted(), writers: 1 });
  await house.host.close();
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
