import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { again, testDatabase, testHost, type TestDatabase } from "@niuniu/host/testing";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readMiscounted } from "./store-count.ts";
import { newHouse, reported, thread } from "./testing.ts";

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "niuniu-upgrade-"));
beforeAll(async () => {
  for (const name of ["001-cases.sql", "002-unplaced.sql"])
    copyFileSync(new URL(`./migrations/${name}`, import.meta.url), join(folder, name));
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a case that was stored before ciphertext had a table of its own is read byte for byte, counted, and settled once", async () => {
  const house = await newHouse(database);
  const reporter = await reported(house, { struck: ["he-ming"] });
  const before = await thread(house, reporter);
  const { db } = house.host;
  const rows = async (table: string): Promise<string> =>
    (await sql<{ all: string }>`select json_agg(t)::text as all from ${sql.table(table)} t`.execute(db)).rows[0]?.all ??
    "";
  const [cases, entries] = [await rows("cases_case"), await rows("cases_entry")];

  const connection = await database.fresh();
  const old = again(connection);
  const then = await testHost(old, { migrations: [{ name: "cases", migrations: pathToFileURL(`${folder}/`) }] });
  const [envelope = new Uint8Array(), ...wraps] = reporter.composed.parts;
  await sql`insert into cases_case select * from json_populate_recordset(null::cases_case, ${cases}::json)`.execute(
    then.db,
  );
  await sql`insert into cases_entry select case_id, number, text, salt, case when number = 1 then ${Buffer.from(envelope)}::bytea end
    from json_populate_recordset(null::cases_entry, ${entries}::json)`.execute(then.db);
  for (const [at, wrap] of wraps.entries()) {
    const reader = reporter.composed.header.wraps[at] ?? "";
    await sql`insert into cases_wrap values (${reporter.id}, ${reader}, ${Buffer.from(wrap)})`.execute(then.db);
  }
  await then.close();

  const now = await newHouse(old);
  const look = async (): Promise<void> => {
    const after = await thread(now, reporter);
    expect(after.answer.entries).toEqual(before.answer.entries);
    expect(after.parts.map((part) => Buffer.from(part))).toEqual(before.parts.map((part) => Buffer.from(part)));
    expect(await readMiscounted(now.host.db)).toEqual([]);
  };
  await look();
  // The case and the pieces of its wraps; what moved was put in order as it moved.
  expect(await now.host.settle()).toBe(1 + 4);
  expect(await now.host.settle()).toBe(0);
  await look();
  await now.host.close();
  await house.host.close();
});
