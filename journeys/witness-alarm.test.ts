import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { publicKey, toBase64 } from "@niuniu/note";
import { writeWitness } from "@niuniu/record";
import { afterAll, expect, it } from "vitest";
import { run } from "../apps/cli/src/testing/run.ts";
import { say as sayOutside } from "../apps/cli/src/words.ts";
import { PHONE, visit } from "./browser.ts";
import { goTo, signIn, upkeepOwner } from "./handler.ts";
import { nextStatement } from "./lying-host.ts";
import { pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";
import { reads } from "./wording.ts";

/*
 * A witness outside says that the record does not fit. Who is no witness is heard by nobody; who is one is owed an answer in public, and
 * says themselves when they have it.
 */

const stage = stageForAll();
const folder = mkdtempSync("/tmp/niuniu-alarm-");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const union = { name: "union.example", seed: new Uint8Array(32).fill(7) };
const data = join(folder, "witness");

it("a witness's alarm is owed an answer in public, and is over by the witness's own word", async () => {
  const { house, browser } = stage;
  // The command line goes by the machine's clock.
  house.clock.moveTo(Date.now());
  mkdirSync(data);
  const key = { niuniu: "witness key v1", name: union.name, seed: toBase64(union.seed) };
  writeFileSync(join(data, "key.json"), JSON.stringify(key));
  writeFileSync(join(folder, "seen.txt"), "line.example/record\n3\nAAAA\n\n— line.example/record AAAAAAAA\n");
  const alarm = (...more: readonly string[]) => run(["alarm", house.origin, "--data", data, "--lang", "en", ...more]);
  const says = "I was shown a shorter record yesterday.";

  // Nobody has named them yet: they are refused, and keep what they signed.
  const refused = await alarm("--says", says, "--saw", join(folder, "seen.txt"));
  expect([refused.code, refused.err + refused.out]).toEqual([2, expect.stringContaining("upkeep/no-witness")]);
  const kept = readdirSync(data).filter((name) => name.startsWith("alarm-"));
  expect(kept).toHaveLength(1);

  await nextStatement(house, { witnesses: [writeWitness({ ...union, key: publicKey(union.seed), url: null })] });
  const taken = await alarm("--says", says, "--saw", join(folder, "seen.txt"));
  const name = /alarm-([0-9a-f]{16})\.note/.exec(kept[0] ?? "")?.[1] ?? "";
  const file = join(data, `alarm-${name}.json`);
  expect(taken.out.trim()).toBe(sayOutside("en", "alarm.promised", { name, file }));
  expect(taken.code).toBe(0);

  const owner = await upkeepOwner(house, "alarm");
  const founder = house.founders.find(({ id }) => id === owner);
  if (founder === undefined) throw new Error("nobody owes the witness an answer");
  const desk = await visit(browser, house, { language: "zh-CN", width: PHONE });
  await signIn(desk, founder);
  await goTo(desk, "upkeep");
  await desk.page
    .getByRole("button")
    .filter({ hasText: desk.say("upkeep.what.alarm") })
    .first()
    .click();
  await desk.sees(says);
  await reads(desk, ["upkeep.step.alarm", { name: union.name }], ["upkeep.alarm.saw", { count: 1 }]);
  expect(await desk.page.getByText(desk.say("upkeep.doubt.title")).count()).toBe(0);
  await pictures(desk, "alarm-1-desk");

  const passer = await visit(browser, house, { language: "en", width: PHONE });
  await passer.go("/");
  await passer.sees(passer.say("upkeep.front.what.alarm"));

  const answered = await alarm("--answered", name);
  expect(answered.out.trim()).toBe(sayOutside("en", "alarm.answered"));
  expect(await upkeepOwner(house, "alarm")).toBe("");
  await reads(desk, ["upkeep.step.answered"]);
  expect(await desk.page.getByText(desk.say("upkeep.doubt.title")).count()).toBe(0);
  expect([...desk.noticed.faults, ...passer.noticed.faults]).toEqual([]);
});
