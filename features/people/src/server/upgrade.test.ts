import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { again, testDatabase, testHost } from "@niuniu/host/testing";
import { sha256, toUtf8 } from "@niuniu/note";
import { bearer } from "@niuniu/wire";
import { sql } from "kysely";
import { afterAll, expect, it } from "vitest";
import * as routes from "../routes.ts";
import { ask, newLine } from "./testing.ts";

const folder = mkdtempSync("/tmp/niuniu-people-");
for (const name of ["001-people.sql", "002-invitations.sql"])
  copyFileSync(new URL(`./migrations/${name}`, import.meta.url), join(folder, name));
afterAll(() => rmSync(folder, { recursive: true }));

it("who was signed in before the host kept sessions is still signed in", async () => {
  const database = await testDatabase();
  const then = await testHost(database, { migrations: [{ name: "people", migrations: pathToFileURL(`${folder}/`) }] });
  const [token, ends] = ["a-token-of-before-0123456789", new Date(then.now() + 3_600_000)];
  await sql`insert into people_seats (id, name, role, side, unit) values ('lin-wei', 'Lin Wei', 'Clerk', 'employees', '')`.execute(
    then.db,
  );
  const key = Buffer.alloc(32, 7);
  await sql`insert into people_accounts (id, recipient, key, self, phrase_file, password)
    values ('lin-wei', ${Buffer.alloc(1216, 7)}, ${key}, ${Buffer.alloc(64, 7)}, ${key}, 'x')`.execute(then.db);
  await sql`insert into people_sessions (hash, member, ends, idle_ends)
    values (${Buffer.from(sha256(toUtf8(token)))}, 'lin-wei', ${ends}, ${ends})`.execute(then.db);
  await then.close();
  const now = await newLine(again(then.connection));
  expect((await ask(now.host, routes.me, { as: bearer(token) })).answer.member).toBe("lin-wei");
  expect((await sql`select from pg_tables where tablename = 'people_sessions'`.execute(now.host.db)).rows).toEqual([]);
  await now.close();
  await database.close();
});
