import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { House } from "../testing/house.ts";
import { bury, DAY, not } from "../testing/look.ts";
import { Lookout } from "../testing/lookout.ts";
import type { Outcome } from "./task.ts";

let house: House;
const lookout = new Lookout();
const { look } = lookout;

beforeEach(async () => {
  house = await lookout.open();
});
afterEach(() => lookout.close());

describe("texts that were read before", () => {
  test("are read again once a day, and whenever everything is", async () => {
    await look();
    const [policy] = house.texts;
    if (policy?.text !== undefined) policy.text = `${policy.text ?? ""} `;
    expect((await look()).verdict).toBe("fine");
    expect(not(await look({ full: true }))).toContain("lie.text");
    expect(not(await look({ now: Date.now() + DAY }))).toContain("lie.text");
    if (policy !== undefined) policy.text = null;
    expect(not(await look({ now: Date.now() + DAY }))).toContain("lie.text-missing");
    house.texts.shift();
    expect(not(await look({ now: Date.now() + DAY }))).toContain("lie.text-missing");
  });

  test("may have been taken away since by a member's word, once that is published", async () => {
    const index = await house.publish("figures", house.figures);
    await look();
    await bury(house, index);
    const lies = ({ findings }: Outcome) =>
      findings.filter(({ state }) => state === "lie").map((one) => one.sentence.key);
    expect(lies(await look({ now: Date.now() + DAY }))).toEqual([]);
    expect(lies(await look({ now: Date.now() + 2 * DAY }))).toEqual([]);
  });
});

describe("the newest release, taken away", () => {
  test("leaves nothing to compare with for who never read it, and the pages are no lie", async () => {
    house.files.set("/assets/first.js", "console.log(2)");
    await house.release("1.0.1");
    const index = house.size - 1;
    const { folder } = lookout;
    await look();
    await bury(house, index);
    expect(not(await look())).toEqual([]);
    lookout.folder = join(folder, "another");
    const outcome = await look();
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.release"]]);
    await house.release("1.0.2");
    expect(not(await look())).toEqual([]);
    lookout.folder = folder;
  });
});
