import { fromBase64 } from "@niuniu/note";
import { sealTo } from "@niuniu/seal";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { parseEntry } from "../parse.ts";
import * as routes from "../routes.ts";
import { mayTakeForce } from "@niuniu/people";
import { recipientOf, wrapCase } from "@niuniu/seal";
import { ask, deskAct, message, reported, say, thread, type House, type Reporter } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const DAY = 86_400_000;
/** Everybody but the two, Tao Rui and He Ming, who alone can open what is reported here. */
const rest = ["wen-jing", "luo-yan", "jian-su"];
/** Time that goes by with the server there all the while, so that each date is missed on its day. */
async function days(count: number): Promise<void> {
  for (let day = 0; day < count; day += 5) await house.host.pass(5 * DAY);
}
const mayLeave = async (): Promise<string | null> => (await house.host.ask(mayTakeForce, rest))?.code ?? null;
const toTwo = (): Promise<Reporter> => reported(house, { struck: rest });
const lastOf = async (reporter: Reporter) =>
  parseEntry(JSON.parse((await thread(house, reporter)).answer.entries.at(-1)?.text ?? ""));

test("two who alone can read a report, and never say a word, can be removed once a review's time has passed over it", async () => {
  const reporter = await toTwo();
  await days(100);
  expect(await mayLeave()).toBe("cases/would-strand");
  await days(25);
  expect(await mayLeave()).toBeNull();

  await house.become(rest);
  expect(await lastOf(reporter)).toMatchObject({ kind: "closed", why: "left" });
  expect((await thread(house, reporter)).answer.owed).toBeNull();
  const { entries } = (await thread(house, reporter)).answer;
  await days(30);
  expect((await thread(house, reporter)).answer.entries).toHaveLength(entries.length);
  // It was never answered, and that does not go away with those who did not.
  expect((await ask(house.host, routes.figures)).answer).toMatchObject({ open: "none", overdue: "1-4" });
});

test("whoever sealed a file by hand to two people reads that both have left, and not that it cannot be opened", async () => {
  // One of them is from outside: a file by hand opens for nobody else.
  const stay = ["wen-jing", "luo-yan", "he-ming"];
  const two = [...house.people.values()].filter(({ id }) => !stay.includes(id));
  const file = await sealTo(
    two.map(({ member }) => fromBase64(member.recipient)),
    new TextEncoder().encode("Written by hand."),
  );
  const form = new FormData();
  form.set("class", "ordinary");
  for (const id of stay) form.append("struck", id);
  form.set("file", new Blob([new Uint8Array(file)]), "report.age");
  const { text, code } = await ask(house.host, routes.sealedFile, { form });
  expect(code).toBeNull();
  await days(125);
  await house.become([...stay, "ye-lan"]);
  const number = new FormData();
  number.set("number", /<strong>([\d ]+)<\/strong>/.exec(text)?.[1] ?? "");
  const { text: found } = await ask(house.host, routes.pickUp, { form: number });
  expect(found).toContain("everybody who could open the file has left the committee");
  expect(found).not.toContain("could open the file, most likely");
});

test("another report of the same people that they are at work on keeps them, however late the first is", async () => {
  await toTwo();
  await days(60);
  const second = await toTwo();
  await days(65);
  expect(await mayLeave()).toBe("cases/would-strand");
  await days(60);
  expect(await mayLeave()).toBeNull();
  const { owner = "" } = (await thread(house, second)).answer.owed ?? {};
  await deskAct(house, owner, second.composed.case, { kind: "answer", envelope: await message(house, 2) });
  expect(await mayLeave()).toBe("cases/would-strand");
});

test("one of them who comes back takes it up by opening it", async () => {
  const reporter = await toTwo();
  await days(125);
  await house.become(rest);
  await house.become([...rest, "he-ming"]);
  await days(5);
  expect((await deskAct(house, "he-ming", reporter.composed.case, { kind: "open" })).code).toBeNull();
  expect((await thread(house, reporter)).answer.owed).toMatchObject({ owner: "he-ming" });
  await say(house, reporter, { kind: "say", envelope: await message(house, 2) });
});

/** Moves a case behind all others in its table, so that whoever looks at any one case of several meets another. */
async function moveLast(id: string): Promise<void> {
  const { db } = house.host;
  await sql`create index cases_last on cases_case ((id = ${sql.lit(id)}))`.execute(db);
  await sql`cluster cases_case using cases_last`.execute(db);
  await sql`drop index cases_last`.execute(db);
  const { rows } = await sql<{ id: string }>`select id from cases_case order by ctid desc limit 1`.execute(db);
  expect(rows[0]?.id).toBe(id);
}

test("whom other readers let in, and who has not opened the report, does not free those who can read it", async () => {
  await house.become(["wen-jing", "luo-yan", "jian-su"]);
  const { id } = await reported(house, { struck: ["jian-su"] });
  await house.become([...house.people.keys()]);
  await house.host.pass(3.1 * DAY);
  for (const reader of ["he-ming", "tao-rui"]) {
    const wrap = await wrapCase(house.host.random(32), id, reader, await recipientOf(house.host.random(32)));
    expect((await deskAct(house, "wen-jing", id, { kind: "rewrap", reader, wrap })).code).toBeNull();
  }
  // Others with the very same readers, all of whom can open them.
  for (let count = 0; count < 6; count++) await reported(house, { struck: ["jian-su"] });
  await moveLast(id);
  const mayGo = async (): Promise<string | null> =>
    (await house.host.ask(mayTakeForce, ["he-ming", "tao-rui", "jian-su"]))?.code ?? null;
  expect(await mayGo()).toBe("cases/would-strand");
  for (const reader of ["he-ming", "tao-rui"])
    expect((await deskAct(house, reader, id, { kind: "open" })).code).toBeNull();
  expect(await mayGo()).toBeNull();
});
