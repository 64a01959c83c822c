import { readPublic } from "@niuniu/record";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DayOf } from "./days.ts";
import { random } from "./random.ts";
import { recoveryOn } from "./record/recovery.ts";
import { testDatabase, testHost, type TestDatabase, type TestHost } from "./testing.ts";

const HOUR = 3_600_000;
/** In UTC it is still the day before. */
const EVENING = Date.UTC(2026, 0, 5, 20);
const inShanghai: DayOf = (instant) => new Date(instant + 8 * HOUR).toISOString().slice(0, 10);

let database: TestDatabase;
let host: TestHost;

beforeAll(async () => {
  database = await testDatabase();
  host = await testHost(database, { now: EVENING, zone: "Asia/Shanghai" });
});
afterAll(async () => {
  await host.close();
  await database.close();
});

const datesOf = async (): Promise<ReadonlyMap<string, string>> => {
  const { entries } = await host.record.entries(-1, 100);
  const read = entries.flatMap(({ text }) => (text === null ? [] : [readPublic(text)]));
  return new Map(read.map(({ kind, date }) => [kind, date]));
};

test("what the server publishes by itself bears the day of the organisation, not of UTC", async () => {
  const { record, transaction } = host;
  await transaction((tx) => record.publish(tx, { kind: "policy", key: "a", date: "2026-01-06", body: "a\n" }));
  await host.sealed();
  const index = (await record.entries(-1, 1)).entries[0]?.index ?? -1;
  await transaction((tx) => record.bury(tx, index, "a note\n"));
  host.setNow(host.now() + HOUR);
  await record.tick();
  await host.sealed();
  expect(await datesOf()).toEqual(
    new Map([
      ["tombstone", "2026-01-06"],
      ["downtime", "2026-01-06"],
    ]),
  );
  await (await recoveryOn(host.db, { now: host.now, dayOf: inShanghai, random })).startAnew([]);
  await record.tick();
  expect((await datesOf()).get("succession")).toBe("2026-01-06");
});
