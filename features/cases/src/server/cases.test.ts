import { testDatabase, type TestDatabase } from "@niuniu/host/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deskAct, deskThread, message, newHouse, say, seal, send, thread } from "./testing.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("a report is durable, has an owner and a date, and is answered", async () => {
  const house = await newHouse(database);
  const reporter = await seal(house);
  const taken = await send(house, reporter);
  expect(taken.code).toBeNull();
  expect(taken.answer.case).toBe(reporter.composed.case);
  expect(taken.answer.owed?.act).toBe("answer");
  expect(taken.answer.after).toHaveLength(1);
  expect((await send(house, reporter)).answer).toEqual(taken.answer);
  const owner = taken.answer.owed?.owner ?? "";
  expect((await deskAct(house, owner, taken.answer.case, { kind: "open" })).code).toBeNull();
  const answered = await deskAct(house, owner, taken.answer.case, {
    kind: "answer",
    envelope: await message(house, 2),
  });
  expect(answered.code).toBeNull();
  const back = await thread(house, reporter);
  expect(back.code).toBeNull();
  expect(back.answer.owed?.act).toBe("update");
  expect(back.answer.entries.map(({ part }) => part)).toEqual([1, -1, -1, 2, -1]);
  expect((await say(house, reporter, { kind: "say", envelope: await message(house) })).code).toBeNull();
  expect((await deskThread(house, "wen-jing", taken.answer.case)).answer.entries).toHaveLength(6);
  await house.host.close();
});
