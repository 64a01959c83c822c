import { expect, test } from "vitest";
import { parseEntry } from "../parse.ts";
import * as routes from "../routes.ts";
import { ask, asMember, deskAct, message, reported, thread, type House } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const moved = async (id: string) => (await ask(house.host, routes.moved, { as: asMember(id) })).answer;

test("who is told that a case was closed before an answer had stood finds it on the desk, and the reporter reads who that is", async () => {
  const reporter = await reported(house);
  const { owner = "" } = (await thread(house, reporter)).answer.owed ?? {};
  expect(
    (await deskAct(house, owner, reporter.id, { kind: "outcome", envelope: await message(house, 2) })).code,
  ).toBeNull();
  const [end] = (await thread(house, reporter)).answer.entries
    .slice(-1)
    .map(({ text }) => parseEntry(JSON.parse(text)));
  expect(end).toMatchObject({ kind: "closed", told: "jian-su" });
  expect(await moved("jian-su")).toMatchObject([{ case: reporter.id, to: owner, act: "closed" }]);
  expect(await moved(owner)).toEqual([]);
});

test("an answer just before the end changes nothing in that; one that had time to be read does", async () => {
  for (const [days, told] of [
    [0, 1],
    [4, 0],
  ] as const) {
    const reporter = await reported(house);
    const { owner = "" } = (await thread(house, reporter)).answer.owed ?? {};
    await deskAct(house, owner, reporter.id, { kind: "answer", envelope: await message(house, 2) });
    house.host.setNow(house.host.now() + days * 24 * 3_600_000);
    await deskAct(house, owner, reporter.id, { kind: "outcome", envelope: await message(house, 3) });
    expect((await thread(house, reporter)).answer.owed).toBeNull();
    const heard = (await moved("jian-su")) as readonly { readonly case: string }[];
    expect(heard.filter((one) => one.case === reporter.id)).toHaveLength(told);
  }
});
