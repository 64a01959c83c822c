import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { health } from "./health.ts";
import { keepResult } from "./store.ts";
import { newLine, type Line } from "./testing/line.ts";

const HOUR = 3_600_000;
let database: TestDatabase;
let line: Line;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  line = await newLine(database);
});
afterEach(() => line.host.close());
afterAll(() => database.close());

const found = async () => {
  const { db, now } = line.host;
  const seen = { data: null, origin: line.host.origin, listens: null, keepFree: 0, software: "" };
  return (await health.look({ ...seen, db, now: now() })).map(({ code, state, facts }) => [`${state} ${code}`, facts]);
};
const channel = (id: string, member: string, standing: "counts" | "sent") =>
  line.context.db
    .insertInto("notices_channel")
    .values({ id, member, place: 0, kind: "mail", address: new Uint8Array(1), standing })
    .execute();

describe("what can be told of how people are told", () => {
  it("is that nobody has a way, until somebody has tried theirs", async () => {
    await channel("a", "lin", "sent");
    expect(await found()).toEqual([["soon notices/nobody", undefined]]);
    await channel("b", "lin", "counts");
    await channel("c", "lin", "counts");
    await channel("d", "zhou", "counts");
    expect(await found()).toEqual([["well notices/tried", { members: 2 }]]);
  });

  it("is for how many the newest notice failed, and none once one has gone through", async () => {
    await channel("a", "lin", "counts");
    await keepResult(line.context.db, "lin", { day: "2026-01-05", kind: "mail", outcome: "failing" });
    expect(await found()).toContainEqual(["soon notices/failing", { failing: 1 }]);
    await keepResult(line.context.db, "lin", { day: "2026-01-05", kind: "mail", outcome: "sent" });
    expect(await found()).toHaveLength(1);
  });

  it("is that a proxy the machine names is not used, by its name and without its address", async () => {
    process.env["HTTPS_PROXY"] = "http://name:s3cret@proxy.example:3128";
    const all = await found().finally(() => Reflect.deleteProperty(process.env, "HTTPS_PROXY"));
    expect(all).toContainEqual(["soon notices/proxy-unused", { name: "HTTPS_PROXY" }]);
    expect(JSON.stringify(all)).not.toContain("s3cret");
    expect((await found()).map(([code]) => code)).not.toContain("soon notices/proxy-unused");
  });

  it("is how many wait for more than an hour", async () => {
    const { db, now } = line.host;
    const errand = (id: string, ready: number) => ({ id, person: "lin", urgent: true, ready: new Date(ready) });
    await db
      .insertInto("host_errand")
      .values([errand("1", now() - HOUR - 1), errand("2", now() - HOUR + 1_000)])
      .execute();
    expect(await found()).toContainEqual(["ill notices/waiting", { waiting: 1 }]);
  });
});
