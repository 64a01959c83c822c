import { recipientOf, sealTo } from "@niuniu/seal";
import { expect, test } from "vitest";
import * as routes from "../routes.ts";
import { mayTakeForce } from "@niuniu/people";
import { ask, asMember, deskAct, deskThread, goesAway, reported, say, type House } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const DAY = 86_400_000;
const everybody = ["wen-jing", "luo-yan", "he-ming", "tao-rui", "jian-su"];
const others = everybody.filter((id) => id !== "jian-su");
const cannotOpen = (by: string, id: string) => deskAct(house, by, id, { kind: "cannot-open", reason: "unreadable" });
const figures = async () => (await ask(house.host, routes.figures)).answer;

/** A file of random bytes, as small as one can be, sealed to nobody of this house. */
async function noise(count: number): Promise<Uint8Array> {
  const nobody = await Promise.all(Array.from({ length: count }, () => recipientOf(house.host.random(32))));
  const file = await sealTo(nobody, house.host.random(64));
  expect(file.length).toBeLessThan(2_000 * count);
  return file;
}

async function handIn(struck: readonly string[]): Promise<{ readonly id: string; readonly number: string }> {
  const form = new FormData();
  form.set("class", "crisis");
  for (const id of struck) form.append("struck", id);
  form.set("file", new Blob([new Uint8Array(await noise(everybody.length - struck.length))]), "report.age");
  const { text, code } = await ask(house.host, routes.sealedFile, { form });
  expect(code).toBeNull();
  const number = (/<strong>([\d ]+)<\/strong>/.exec(text)?.[1] ?? "").replaceAll(" ", "");
  const { answer } = await ask(house.host, routes.list, { as: asMember("jian-su"), json: { which: "open" } });
  return { id: answer.lines[0]?.case ?? "", number };
}

async function pickUp(number: string): Promise<string> {
  const form = new FormData();
  form.set("number", number);
  return (await ask(house.host, routes.pickUp, { form })).text;
}

const mayGoAway = async (id: string): Promise<string | null> => {
  try {
    await goesAway(house, id);
    return null;
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};
const mayLeave = async (id: string): Promise<string | null> =>
  (
    await house.host.ask(
      mayTakeForce,
      everybody.filter((one) => one !== id),
    )
  )?.code ?? null;

test("a sealed file that nobody can open, left to one reader, ends by one act of that reader and costs nothing more", async () => {
  const { id, number } = await handIn(others);
  expect([await mayGoAway("jian-su"), await mayLeave("jian-su")]).toEqual(["cases/would-strand", "cases/would-strand"]);
  const { answer, code } = await cannotOpen("jian-su", id);
  expect([code, answer.stage, answer.owed]).toEqual([null, "concluded", null]);
  expect([await mayGoAway("jian-su"), await mayLeave("jian-su")]).toEqual([null, null]);
  expect(await pickUp(number)).toContain("nobody who is here could open the file");
  await house.host.pass(90 * DAY);
  expect((await deskThread(house, "jian-su", id)).answer.entries).toHaveLength(4);
  expect(await figures()).toMatchObject({ missedEver: "none", overdue: "none", open: "none" });
});

test("a report whose only key opens for nobody ends the same way; it counts as set aside and as no answer", async () => {
  const stranger = await recipientOf(house.host.random(32));
  const reporter = await reported(house, { struck: others, recipientFor: () => stranger });
  expect((await cannotOpen("jian-su", reporter.id)).code).toBeNull();
  house.host.setNow(house.host.now() + 2_000);
  expect(await figures()).toMatchObject({
    setAside90: "1-4",
    missedEver: "none",
    onTime90: null,
    medianAnswerDays: null,
  });
  // Whoever sent it can object all the same, and then it is somebody's again.
  expect((await say(house, reporter, { kind: "contest", about: 3 })).answer.owed).toMatchObject({ owner: "jian-su" });
});

test("with more readers it goes from one to the next by the same date, and holds nobody who has said so", async () => {
  const { id } = await handIn([]);
  const { due } = (await deskThread(house, "jian-su", id)).answer.owed ?? {};
  const asked: string[] = [];
  for (let one = 0; one < 4; one++) {
    const { owner = "" } = (await deskThread(house, "jian-su", id)).answer.owed ?? {};
    const { answer, code } = await cannotOpen(owner, id);
    expect([code, answer.owed?.due]).toEqual([null, due]);
    expect(asked).not.toContain(answer.owed?.owner);
    asked.push(owner);
  }
  const [last = ""] = everybody.filter((one) => !asked.includes(one));
  expect((await cannotOpen(asked[0] ?? "", id)).code).toBe("cases/not-yours");
  for (const one of asked) expect(await mayLeave(one), one).toBeNull();
  expect(await mayLeave(last)).toBe("cases/would-strand");
  expect((await cannotOpen(last, id)).answer.owed).toBeNull();
  expect(await mayLeave(last)).toBeNull();
});
