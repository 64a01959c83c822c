import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { routes } from "@niuniu/cases";
import { doctor, restore } from "@niuniu/host/archive";
import { sha256Hex } from "@niuniu/host";
import { ownDatabase, urlOf, type TestDatabase } from "@niuniu/host/testing";
import { committee, roster, signIn } from "@niuniu/people";
import { checkChain } from "@niuniu/roster";
import { ask, send } from "@niuniu/sample";
import { readParcel } from "@niuniu/seal/parcel";
import { bearer } from "@niuniu/wire";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { features } from "./features.ts";
import { start, type Running } from "./main.ts";
import line from "./testing/line-0.1.0.json" with { type: "json" };

/**
 * A line that a server founded which kept the texts of the rules twice, in `cases_rules` and `people_texts`, as `policy v2`
 * alone; five people hold it, and one report stands in it. What is in the file is a backup it made then.
 */
const folder = mkdtempSync("/tmp/niuniu-earlier-");
const from = join(folder, line.backup);
const failed = (code: string): void => void process.stderr.write(`niuniu: ${code}\n`);
let database: TestDatabase;
let databaseUrl: string;
let running: Running;
const HOUR = 3_600_000;

beforeAll(async () => {
  for (const [path, bytes] of Object.entries(line.files)) {
    mkdirSync(dirname(join(from, path)), { recursive: true });
    writeFileSync(join(from, path), Buffer.from(bytes, "base64"));
  }
  mkdirSync(join(from, "files"), { recursive: true });
  database = await ownDatabase();
  databaseUrl = urlOf(await database.fresh());
  const [data, now] = [join(folder, "data"), line.at + HOUR];
  const place = { data, databaseUrl, from, replace: false, way: { nothingLost: true }, now, failed } as const;
  await restore({ ...place, migrations: features.list, progress: () => undefined });
  running = await start({
    data,
    databaseUrl,
    port: 0,
    origin: "http://localhost",
    address: "localhost",
    now: () => now,
  });
});
afterAll(async () => {
  await running.stop();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const textsIn = async (): Promise<readonly string[]> => {
  const { rows } = await sql<{ text: string }>`select text from host_text`.execute(running.host.db);
  return rows.map(({ text }) => text);
};

describe("a line that was founded under an earlier version", () => {
  it("keeps every text its statement names, under the same hash, in one table beside what this version brings", async () => {
    const { statements, policy, calendar } = await ask(running.origin, roster);
    const { newest } = checkChain(statements);
    expect([sha256Hex(Buffer.from(policy)), sha256Hex(Buffer.from(calendar))]).toEqual([
      newest.policy,
      newest.calendar,
    ]);
    expect(policy).toMatch(/^\{"niuniu":"policy v2",/);
    const own = running.host.rules.own().texts;
    expect(own.policy).toMatch(/^\{"niuniu":"policy v3","cases":\{"version":6,/);
    expect((await textsIn()).toSorted()).toEqual([...new Set([policy, calendar, own.policy, own.calendar])].toSorted());
    const { rows } = await sql`select from pg_tables where tablename in ('cases_rules', 'people_texts')`.execute(
      running.host.db,
    );
    expect(rows).toEqual([]);
  });

  it("opens as before: a member signs in, reads the case under the rules it began with, and is offered the new ones", async () => {
    const { token } = await ask(running.origin, signIn, { json: { member: line.member, password: line.password } });
    const authorization = bearer(token);
    const answer = await send(running.origin, routes.routes.deskThread, { authorization, json: { case: line.case } });
    const { header } = readParcel(new Uint8Array(await answer.arrayBuffer()));
    const { rules: began, owed } = header as routes.ThreadHeader;
    expect(began.policy).toMatch(/^\{"niuniu":"policy v2",/);
    expect(owed).not.toBeNull();
    const { rules } = await ask(running.origin, committee, { authorization });
    expect(rules).toEqual(running.host.rules.own().texts);
  });

  it("is found well by the doctor", async () => {
    const found: string[] = [];
    await doctor({
      ...{ data: join(folder, "data"), databaseUrl, checkers: features.list.flatMap(({ checks }) => checks), failed },
      found: ({ table, key, what }) => void found.push(`${table} ${key} ${what}`),
    });
    expect(found.filter((problem) => !problem.startsWith("PostgreSQL"))).toEqual([]);
  });
});
