import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { House } from "../testing/house.ts";
import { bury, DAY, lookAt, not, watched, WITNESSES } from "../testing/look.ts";
import type { Outcome } from "./task.ts";

let house: House;
let folder: string;
let url: string;

beforeEach(async () => {
  house = await watched(new House()).found(WITNESSES);
  await house.seal(30);
  url = await house.open();
  folder = await mkdtemp(join(tmpdir(), "niuniu-verify-later-"));
});
afterEach(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const look = (options: { readonly full?: boolean; readonly now?: number } = {}): Promise<Outcome> =>
  lookAt({ url, folder }, options);

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
    const source = folder;
    await look();
    await bury(house, index);
    expect(not(await look())).toEqual([]);
    folder = join(source, "another");
    const outcome = await look();
    expect([outcome.verdict, not(outcome)]).toEqual(["incomplete", ["missing.release"]]);
    await house.release("1.0.2");
    expect(not(await look())).toEqual([]);
    folder = source;
  });
});
