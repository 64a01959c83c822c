import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Refused, route } from "@niuniu/wire";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feature, noFeature } from "./feature.ts";
import type { Host } from "./host.ts";
import { testDatabase, testHost, type TestDatabase } from "./testing.ts";

const folder = mkdtempSync("/tmp/niuniu-feature-");
writeFileSync(`${folder}/001-learning.sql`, "create table learning_course (name text primary key);");
const migrations = pathToFileURL(folder);
const passed = route<undefined, null>({
  ...{ audience: "anyone", method: "GET", path: "/learning/passed", takes: "none", gives: "none" },
});

const learning = feature({
  name: "learning",
  migrations,
  refusals: { "learning/not-yet": { status: 409, en: "Not yet.", "zh-CN": "还没有。" } },
  publishes: ["learning/course"],
  figures: async (_host, tx) => (await sql`select count(*)::int as courses from learning_course`.execute(tx)).rows[0],
  mount: (host: Host, { courses }: { readonly courses: readonly string[] }) => {
    host.serve.anyone(passed, null, () => Promise.reject(new Refused("learning/not-yet")));
    return Promise.resolve({ count: courses.length });
  },
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

describe("a feature", () => {
  it("brings its tables, refusals, kinds of public text and figures by being mounted", async () => {
    const host = await testHost(database, { migrations: [learning] });
    expect(await learning.mount(host, { courses: ["listening"] })).toEqual({ count: 1 });
    const answer = await host.inject({ url: "/learning/passed" });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, "learning/not-yet"]);
    expect(await host.transaction((tx) => host.figures.read(tx))).toEqual({ learning: { courses: 0 } });
    expect(() => host.record.declare(["learning/course"])).toThrow("cannot be declared");
    expect(() => host.figures.state("learning", () => Promise.resolve(0))).toThrow("two figures");
    await host.close();
  });

  it("speaks under its own name only", () => {
    const rest = { migrations, refusals: {}, mount: () => Promise.resolve(null) };
    expect(() => feature({ ...rest, name: "care", publishes: ["learning/course"] })).toThrow("not a word of care");
    const refusals = { "learning/no": { status: 400, en: "No.", "zh-CN": "不。" } } as const;
    expect(() => feature({ ...rest, name: "care", refusals })).toThrow("not a word of care");
  });
});

describe("features in their order", () => {
  const care = feature({
    ...{ name: "care", migrations, refusals: {} },
    mount: () => Promise.resolve({ courses: ["first aid", "listening"] }),
  });

  it("are handed what those before them have given", async () => {
    const host = await testHost(database, { migrations: [learning] });
    const order = noFeature.and(care).and(learning, ({ care: { courses } }) => ({ courses }));
    expect(order.list.map(({ name }) => name)).toEqual(["care", "learning"]);
    expect((await order.mount(host)).learning).toEqual({ count: 2 });
    await host.close();
  });

  it("are there once each", () => {
    expect(() => noFeature.and(care).and(care)).toThrow("two features are care");
  });
});
