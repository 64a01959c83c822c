import type { Errand } from "@niuniu/host";
import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deskAct, message, newHouse, reported, thread, type House } from "./testing.ts";

const HOUR = 3_600_000;

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A house, and whoever is told in it. */
async function listening(): Promise<{
  readonly house: House;
  readonly told: Errand[];
  readonly until: (at: number) => Promise<string[]>;
}> {
  const house = await newHouse(database);
  const told: Errand[] = [];
  house.host.notices.deliver((errand) => {
    told.push(errand);
    return Promise.resolve({ kind: "sent" });
  });
  return {
    house,
    told,
    until: async (at) => {
      const before = told.length;
      await house.host.pass(at - house.host.now());
      await house.host.post();
      return told.slice(before).map(({ person }) => person);
    },
  };
}

describe("whoever owes a case is told", () => {
  it("at once where it is urgent, again before its date, and after a miss the next", async () => {
    const { house, told, until } = await listening();
    const reporter = await reported(house, { class: "crisis" });
    const { owed } = (await thread(house, reporter)).answer;
    const [owner, due] = [owed?.owner ?? "", owed?.due ?? 0];
    expect(await until(house.host.now())).toEqual([owner]);
    expect(await until(due - 4 * HOUR - 1)).toEqual([]);
    expect(await until(due - 4 * HOUR)).toEqual([owner]);
    expect(await until(due - HOUR)).toEqual([owner]);
    const next = async (): Promise<string> => (await thread(house, reporter)).answer.owed?.owner ?? "";
    // Whoever let it pass hears of that too.
    const after = await until(due);
    expect(after.toSorted()).toEqual([owner, await next()].toSorted());
    expect(await next()).not.toBe(owner);
    expect(told.every(({ urgent }) => urgent)).toBe(true);
  });

  it("as long before its date as the policy in force has it", async () => {
    const { house, until } = await listening();
    house.host.notices.remindBy(() => ({ urgent: [2 * HOUR], calm: [] }));
    const reporter = await reported(house, { class: "crisis" });
    const { owner = "", due = 0 } = (await thread(house, reporter)).answer.owed ?? {};
    expect(await until(house.host.now())).toEqual([owner]);
    expect(await until(due - 2 * HOUR - 1)).toEqual([]);
    expect(await until(due - 2 * HOUR)).toEqual([owner]);
    expect(await until(due - 1)).toEqual([]);
  });

  it("of a miss no more once the case is closed", async () => {
    const { house } = await listening();
    const reporter = await reported(house);
    const due = (await thread(house, reporter)).answer.owed?.due ?? 0;
    await house.host.pass(due - house.host.now());
    const { owner = "" } = (await thread(house, reporter)).answer.owed ?? {};
    const planned = async (): Promise<readonly string[]> =>
      (await house.host.db.selectFrom("host_notice").select("about").orderBy("about").execute())
        .map(({ about }) => about)
        .filter((about) => about.endsWith(reporter.id));
    expect(await planned()).toEqual([`cases/due/${reporter.id}`, `cases/missed/${reporter.id}`]);
    await deskAct(house, owner, reporter.id, { kind: "outcome", envelope: await message(house, 2) });
    expect(await planned()).toEqual([]);
  });

  it("no sooner than four hours of the clock are over where it is not, and not of what they did themselves", async () => {
    const { house, until } = await listening();
    const reporter = await reported(house);
    const owner = (await thread(house, reporter)).answer.owed?.owner ?? "";
    expect(await until(house.host.now())).toEqual([]);
    expect(await until(house.host.now() + 4 * HOUR + HOUR / 2)).toEqual([]);
    expect(await until(house.host.now() + HOUR / 2)).toEqual([owner]);
    const done = await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
    expect(done.code).toBeNull();
    const due = (await thread(house, reporter)).answer.owed?.due ?? 0;
    expect(await until(due - 73 * HOUR)).toEqual([]);
  });
});
