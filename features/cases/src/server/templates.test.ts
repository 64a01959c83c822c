import { recipientOf, sealTo } from "@niuniu/seal";
import { writeParcel } from "@niuniu/seal/parcel";
import { expect, test } from "vitest";
import * as routes from "../routes.ts";
import { ask, asMember, type House } from "./testing.ts";
import { aHouseForEach } from "./testing-houses.ts";
import { LARGEST_TEMPLATES } from "./templates.ts";

let house: House;
aHouseForEach((fresh) => void (house = fresh));

const head = (digit: string): string => digit.repeat(64);
const file = async (size = 1_000): Promise<Uint8Array> =>
  sealTo([await recipientOf(house.host.random(32))], new Uint8Array(size));

function save(header: unknown, parts: readonly Uint8Array[], as = "wen-jing") {
  return ask(house.host, routes.saveTemplates, { as: asMember(as), body: writeParcel(header, parts) });
}
const read = (known = "", as = "tao-rui") => ask(house.host, routes.templates, { as: asMember(as), json: { known } });

test("the committee’s templates are kept as they came, for every member, and not sent twice to whoever has them", async () => {
  expect((await read()).answer).toEqual({ number: 0, head: "" });
  const sealed = await file();
  const first = { number: 1, head: head("a"), previous: "" };
  expect((await save(first, [sealed])).answer).toEqual({ number: 1, head: head("a") });
  const given = await read();
  expect([given.answer, given.parts]).toEqual([{ number: 1, head: head("a") }, [sealed]]);
  expect((await read(head("a"))).parts).toEqual([]);
});

test("of two who save at once the second is told, and what the first saved stays", async () => {
  const sealed = await file();
  const first = { number: 1, head: head("a"), previous: "" };
  const [one, two] = await Promise.all([save(first, [sealed]), save({ ...first, head: head("b") }, [await file()])]);
  expect([one.code, two.code].toSorted()).toEqual([null, "cases/stale-templates"].toSorted());
  const there = (await read()).answer.head;
  const next = (letter: string) => ({ number: 2, head: head(letter), previous: there });
  const both = await Promise.all([save(next("c"), [sealed]), save(next("d"), [sealed], "he-ming")]);
  expect(both.filter(({ code }) => code === "cases/stale-templates")).toHaveLength(1);
});

test("a number that somebody made up ends nothing: the next is taken for the head it takes the place of", async () => {
  await save({ number: 1_000_000_000, head: head("a"), previous: "" }, [await file()]);
  expect((await save({ number: 2, head: head("b"), previous: head("a") }, [await file()], "he-ming")).code).toBeNull();
  expect((await read()).answer).toEqual({ number: 2, head: head("b") });
});

test("the same templates may be sealed anew for whoever came, whatever they were made from", async () => {
  await save({ number: 1, head: head("a"), previous: "" }, [await file()]);
  const anew = await file();
  expect((await save({ number: 1, head: head("a"), previous: head("a") }, [anew], "he-ming")).code).toBeNull();
  expect((await read()).parts).toEqual([anew]);
});

test("nothing that is not sealed, is too large or is said in another shape comes in, and nobody but a member in office saves", async () => {
  const header = { number: 1, head: head("a"), previous: "" };
  expect((await save(header, [new Uint8Array(4_000)])).code).toBe("cases/not-sealed");
  expect((await save(header, [])).code).toBe("cases/not-sealed");
  expect((await save(header, [await file(), await file()])).code).toBe("cases/not-sealed");
  expect((await save(header, [await file(LARGEST_TEMPLATES)])).code).toBe("cases/too-many-templates");
  for (const wrong of [{ number: 0 }, { head: "A" }, { previous: "x" }, { more: 1 }])
    expect((await save({ ...header, ...wrong }, [await file()])).status).toBe(400);
  expect((await ask(house.host, routes.templates, { json: { known: "" } })).status).toBe(401);
  await house.become(["wen-jing", "luo-yan", "he-ming", "jian-su"]);
  expect((await save(header, [await file()], "tao-rui")).code).toBe("cases/not-a-reader");
  expect((await read()).answer.number).toBe(0);
});
