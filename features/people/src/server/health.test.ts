import { testDatabase, testHost, type TestDatabase, type TestHost } from "@niuniu/host/testing";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { health } from "./health.ts";
import { people } from "./index.ts";
import { peopleTables } from "./tables.ts";

const DAY = 86_400_000;
const FOUNDED = Date.UTC(2026, 2, 2, 8);
let database: TestDatabase;
let host: TestHost;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  host = await testHost(database, { migrations: [people], now: FOUNDED });
});
afterEach(() => host.close());
afterAll(() => database.close());

const found = async (days: number) => {
  const seen = { data: null, origin: host.origin, listens: null, keepFree: 0, software: "" };
  return (await health.look({ ...seen, db: host.db, now: FOUNDED + days * DAY })).map(
    ({ code, state }) => `${state} ${code}`,
  );
};
const store = (note: string) =>
  peopleTables(host.db).insertInto("people_statements").values({ number: 1, note }).execute();

describe("what the committee can tell of the house", () => {
  it("is that the line is not open, before there is a committee", async () => {
    expect(await found(0)).toEqual(["soon people/not-founded"]);
  });

  it("is until when its statement holds: a month before it ends, and once it has", async () => {
    await store(sampleRoster(countedRandom("health"), FOUNDED).notes[0] ?? "");
    expect(await found(10)).toEqual(["well people/open", "well people/statement-holds"]);
    expect(await found(340)).toEqual(["well people/open", "soon people/statement-ends"]);
    expect(await found(367)).toEqual(["well people/open", "ill people/statement-ended"]);
  });

  it("is that it cannot lose anybody, where all must sign", async () => {
    await store(sampleRoster(countedRandom("health"), FOUNDED, undefined, { quorum: 5 }).notes[0] ?? "");
    expect(await found(10)).toContain("soon people/no-room");
  });

  it("is that its statements do not hold together", async () => {
    await store("nobody signed this\n\n");
    expect(await found(0)).toEqual(["ill people/roster-broken"]);
  });
});
