import { mkdtempSync, rmSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SLOT } from "@niuniu/record";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "../testing.ts";
import { linesOf, type HealthOf, type Seen } from "./health.ts";
import { ownHealth } from "./own.ts";
import { readyOn } from "./ready.ts";

const DAY = 86_400_000;
const data = mkdtempSync("/tmp/niuniu-health-");
let database: TestDatabase;
let host: TestHost;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  host = await testHost(database, { now: Date.now() });
});
afterEach(() => host.close());
afterAll(async () => {
  await database.close();
  rmSync(data, { recursive: true });
});

const seen = (changed: Partial<Seen> = {}): Seen => ({
  db: host.db,
  now: host.now(),
  data,
  origin: "https://line.example.org",
  listens: { address: "localhost", port: 18_787 },
  keepFree: 0,
  software: "1.2.3",
  ...changed,
});
const codes = async (changed?: Partial<Seen>): Promise<readonly string[]> =>
  (await ownHealth.look(seen(changed))).map(({ code, state }) => `${state} ${code}`);
const backedUp = (ago: number) =>
  host.db
    .insertInto("host_backup")
    .values({ made: new Date(host.now() - ago) })
    .execute();

describe("how the house is", () => {
  it("is well where it is reached by https, was backed up, and has room", async () => {
    await backedUp(DAY);
    expect(await codes()).toEqual([
      "well host/https",
      "well host/listens",
      "well host/backup",
      "well host/disk",
      "well host/clock",
      "well host/versions",
    ]);
  });

  it("names what is missing: an address, a server, a backup, room", async () => {
    const poor = await codes({ origin: "http://localhost:8787", listens: null, keepFree: 2 ** 60 });
    expect(poor).toEqual([
      "soon host/only-here",
      "soon host/stopped",
      "soon host/no-backup",
      "ill host/disk-low",
      "well host/clock",
      "well host/versions",
    ]);
    expect(await codes({ origin: "http://abc.onion", data: null })).not.toContain("well host/disk");
  });

  it.each([
    [1.9, "well host/backup"],
    [2, "soon host/backup-old"],
    [14, "ill host/backup-old"],
  ])("says of a backup made %d days ago: %s", async (days, code) => {
    await backedUp(40 * DAY);
    await backedUp(days * DAY);
    expect(await codes()).toContain(code);
  });

  it("says that the clock was set back, or goes otherwise than the database's", async () => {
    const { open_slot: slot } = await host.db.selectFrom("record_log").select("open_slot").executeTakeFirstOrThrow();
    expect(await codes({ now: slot * SLOT - 10_000 })).toContain("ill host/clock-back");
    expect(await codes({ now: Date.now() + 60_000 })).toContain("ill host/clock-apart");
  });

  it("says that nothing is signed any more", async () => {
    await host.record.freeze("fork");
    expect(await codes()).toContain("ill host/record-stopped");
  });

  it("is said in both languages, with days and numbers as each writes them", async () => {
    await host.db
      .insertInto("host_backup")
      .values({ made: new Date("2026-01-05T23:00:00Z") })
      .execute();
    const lines = await linesOf(new Map([["host", ownHealth]]), seen({ now: Date.UTC(2026, 0, 8) }));
    const { sentence } = lines.find(({ code }) => code === "host/backup-old") ?? lines[0]!;
    expect(sentence.en).toContain("on 5 January 2026, 2 days ago");
    expect(sentence["zh-CN"]).toContain("2026年1月5日，已过去 2 天");
    for (const line of lines) expect(Object.values(line.sentence).join()).not.toMatch(/[{}]/);
  });

  it("hides nothing of the others where one cannot look", async () => {
    const broken: HealthOf = { says: {}, look: () => Promise.reject(new Error("away")) };
    const well: HealthOf = {
      says: { "b/well": { en: "b", "zh-CN": "b" } },
      look: () => Promise.resolve([{ code: "b/well", state: "well" }]),
    };
    const lines = await linesOf(
      new Map([
        ["a", broken],
        ["b", well],
      ]),
      seen(),
    );
    expect(lines.map(({ code, state }) => `${state} ${code}`)).toEqual(["ill a/unseen", "well b/well"]);
    expect(lines[0]?.sentence.en).toMatch(/^a: /);
  });
});

describe("whether a server is ready", () => {
  it("is asked of the database once a second at the most, however many ask, and is no where it is away", async () => {
    const asked: unknown[] = [];
    const counting = host.db.withPlugin({
      transformQuery: ({ node }) => (asked.push(node), node),
      transformResult: ({ result }) => Promise.resolve(result),
    });
    const ready = readyOn(counting);
    expect(await Promise.all(Array.from({ length: 50 }, ready))).toEqual(Array.from({ length: 50 }, () => true));
    expect(asked).toHaveLength(1);
    const other = await testHost(database);
    const late = readyOn(other.db);
    await other.close();
    expect(await late()).toBe(false);
  });
});
