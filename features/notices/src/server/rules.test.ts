import { sha256Hex } from "@niuniu/host";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { policyOf } from "@niuniu/wire";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rules } from "./rules.ts";
import { newLine, type Line } from "./testing/line.ts";

const [HOUR, DAY] = [3_600_000, 86_400_000];
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

/** A policy that a statement names from now on. */
async function inForce(sections: Readonly<Record<string, unknown>>): Promise<void> {
  const [{ host }, policy] = [line, policyOf(sections)];
  await host.transaction((tx) => host.rules.take(tx, policy));
  await host.rules.follow({ policy: sha256Hex(Buffer.from(policy)), calendar: host.rules.own().hashes.calendar });
}
const reminded = (): readonly (readonly number[])[] => [true, false].map((urgent) => line.host.notices.before(urgent));

const reminders = (last: unknown, calm: unknown = { first: { days: 5 }, last: { hours: 12 } }): unknown => ({
  reminders: { urgent: { first: { hours: 10 }, second: { hours: 2 }, last }, calm },
});

describe("how long before a date whoever owes is told once more", () => {
  it("is what the policy in force says, and what every policy meant that says nothing of it", async () => {
    const always = [
      [24 * HOUR, 4 * HOUR, HOUR],
      [3 * DAY, DAY],
    ];
    expect(reminded()).toEqual(always);
    await inForce({ notices: reminders({ hours: 1 }) });
    expect(reminded()).toEqual([
      [10 * HOUR, 2 * HOUR, HOUR],
      [5 * DAY, 12 * HOUR],
    ]);
    await inForce({});
    expect(reminded()).toEqual(always);
  });

  it("is taken in hours or days, and nothing else may be promised", () => {
    for (const last of [{ hours: 0 }, { hours: 241 }, { days: 61 }, { workingDays: 1 }, { hours: 1, days: 1 }, 3, null])
      expect(() => rules.read(reminders(last)), JSON.stringify(last)).toThrow("notices/malformed-policy");
    for (const calm of [{ first: { days: 3 } }, { first: { days: 3 }, last: { days: 1 }, more: { days: 9 } }])
      expect(() => rules.read(reminders({ hours: 1 }, calm))).toThrow("notices/malformed-policy");
    expect(line.host.rules.unfit("policy", policyOf({ notices: {} }))).toEqual({
      why: "unreadable",
      section: "notices",
    });
  });
});
