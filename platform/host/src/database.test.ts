import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate, openDatabase, PREPARED } from "./database.ts";
import { testServers, type TestDatabase } from "./testing.ts";
import type { Connection } from "./postgres/index.ts";

const folder = mkdtempSync("/tmp/niuniu-migrations-");
const ours = [{ name: "cases", migrations: pathToFileURL(folder) }];
writeFileSync(
  `${folder}/001-cases.sql`,
  "create table cases_case (id text primary key); insert into cases_case values ('1');",
);
writeFileSync(
  `${folder}/002-cases.sql`,
  "alter table cases_case add column stage text not null default 'received'; select pg_sleep(0.1);",
);

/** A process that does nothing but migrate. */
const PROGRAM = `
  import { migrate, openDatabase } from ${JSON.stringify(new URL("./database.ts", import.meta.url).href)};
  const db = openDatabase(JSON.parse(process.argv[1]), () => undefined);
  await migrate(db, [{ name: "cases", migrations: new URL(process.argv[2]) }]);
  await db.destroy();
`;

function migrateElsewhere(connection: Connection): Promise<number | null> {
  const child = spawn(
    process.execPath,
    ["--input-type=module", "-e", PROGRAM, JSON.stringify(connection), pathToFileURL(folder).href],
    {
      stdio: "ignore",
    },
  );
  return new Promise((resolve) => child.once("close", resolve));
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(testServers)("the tables, on %s", (_name, begin) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await begin();
  });
  afterAll(() => database.close());

  it("are made once when twelve processes start together", async () => {
    const connection = await database.fresh();
    const ends = await Promise.all(Array.from({ length: 12 }, () => migrateElsewhere(connection)));
    expect(ends).toEqual(Array.from({ length: 12 }, () => 0));
    const db = openDatabase(connection, () => undefined);
    const { rows } = await sql`select id, stage from cases_case`.execute(db);
    expect(rows).toEqual([{ id: "1", stage: "received" }]);
    await db.destroy();
  });

  it("take in a feature that comes later, whose files sort before what ran long ago", async () => {
    const db = openDatabase(await database.fresh(), () => undefined);
    await migrate(db, ours);
    const later = mkdtempSync("/tmp/niuniu-migrations-");
    writeFileSync(`${later}/001-care.sql`, "create table care_plan (id text primary key);");
    await migrate(db, [...ours, { name: "care", migrations: pathToFileURL(later) }]);
    expect((await sql`select * from care_plan`.execute(db)).rows).toEqual([]);
    await db.destroy();
    rmSync(later, { recursive: true });
  });

  it("stay as they were when a migration fails", async () => {
    const db = openDatabase(await database.fresh(), () => undefined);
    const bad = mkdtempSync("/tmp/niuniu-migrations-");
    writeFileSync(`${bad}/001-bad.sql`, "create table bad_one (id text); select 1 / 0;");
    await expect(migrate(db, [{ name: "bad", migrations: pathToFileURL(bad) }])).rejects.toThrow(/division by zero/);
    await expect(sql`select * from bad_one`.execute(db)).rejects.toThrow(/does not exist/);
    await db.destroy();
    rmSync(bad, { recursive: true });
  });

  it("may change under a statement that is planned once", async () => {
    const db = openDatabase(await database.fresh(), () => undefined);
    await migrate(db, ours);
    const asked = sql<{ stage: string }>`${PREPARED} select stage from cases_case where id = ${"1"}`;
    expect((await asked.execute(db)).rows).toEqual([{ stage: "received" }]);
    await sql`alter table cases_case add column later text, alter column stage set default 'later'`.execute(db);
    expect((await asked.execute(db)).rows).toEqual([{ stage: "received" }]);
    expect((await sql`select from pg_prepared_statements`.execute(db)).rows).toHaveLength(1);
    await db.destroy();
  });
});
