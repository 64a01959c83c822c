import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { signVote, type Vote } from "@niuniu/committee";
import { addSignature, fromBase64, sha256, toHex, toUtf8 } from "@niuniu/note";
import { committee, countersign, resolutions, signIn as signInRoute, vote as voteRoute } from "@niuniu/people";
import { ask, type Founder } from "@niuniu/sample";
import { bearer } from "@niuniu/wire";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../apps/cli/src/testing/run.ts";
import { say as sayOutside } from "../apps/cli/src/words.ts";
import { PHONE, visit, type Visitor } from "./browser.ts";
import { goTo, signIn } from "./handler.ts";
import type { Passing } from "./in-between.ts";
import { openLyingStage, type LyingStage } from "./lied-to.ts";
import { milestone } from "./lying-host.ts";
import { reads } from "./wording.ts";

/*
 * A committee changes a clock: one proposes it, one reads what would change and says no, one stands aside, and it is adopted. What
 * the minority said is kept by the record, and a server that leaves it out is caught by whoever said it.
 */

const folder = mkdtempSync("/tmp/niuniu-resolution-");
let stage: LyingStage;
let [wen, luo] = [] as unknown as [Visitor, Visitor];
beforeAll(async () => {
  stage = await openLyingStage();
  const { house, browser, host } = stage;
  // The command line goes by the machine's clock. In between this house was away, and says so.
  house.clock.moveTo(Date.now() - 20 * 60_000);
  await house.running().host.record.tick();
  [wen, luo] = await Promise.all([visit(browser, host.house, { language: "en" }), visit(browser, host.house)]);
  await Promise.all([signIn(wen, founder(0)), signIn(luo, founder(1))]);
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  // What they have asked for is answered, or nobody waits for it, before the house closes.
  for (const { context } of [wen, luo]) await context.close();
  await stage.close();
});

function founder(at: number): Founder {
  const found = stage.house.founders[at];
  if (found === undefined) throw new Error("no such founder");
  return found;
}

/** Somebody votes without a browser: on whatever is open. */
async function voteOf({ id, password, signing }: Founder, says: Vote["says"], reason = ""): Promise<boolean> {
  const { origin } = stage.house;
  const { token } = await ask(origin, signInRoute, { json: { member: id, password } });
  const authorization = bearer(token);
  const { open } = await ask(origin, resolutions, { authorization });
  const resolution = toHex(sha256(toUtf8(open[0]?.proposal ?? "")));
  const vote = signVote({ resolution, by: id, says, reason }, fromBase64(signing));
  return (await ask(origin, voteRoute, { authorization, json: { resolution, vote } })).adopted;
}

/** Somebody signs the one change that is open without a browser; whether it is in force by it. */
async function signOf({ id, password, signing }: Founder): Promise<boolean> {
  const { origin } = stage.house;
  const { token } = await ask(origin, signInRoute, { json: { member: id, password } });
  const authorization = bearer(token);
  const { drafts } = await ask(origin, committee, { authorization });
  const note = addSignature(drafts[0]?.note ?? "", { name: id, seed: fromBase64(signing) });
  return (await ask(origin, countersign, { authorization, json: { note } })).inForce;
}

/** What the server's list and page of resolutions say, with the votes of one member left out. */
const without =
  (id: string) =>
  (passing: Passing): Passing => {
    if (!passing.path.startsWith("/people/resolution")) return passing;
    const left = (key: string, value: unknown): unknown =>
      key === "votes" ? (value as readonly string[]).filter((note) => !note.includes(`"by":"${id}"`)) : value;
    return { ...passing, body: Buffer.from(JSON.stringify(JSON.parse(passing.body.toString(), left))) };
  };

const CRISIS = "people.rules.at.crisis";
const REASON = "夜里没有人能在十二小时内答复。";

describe("a committee that changes a clock", () => {
  it("proposes it in words, votes, publishes what the minority said, and signs it into force", async () => {
    const { house } = stage;
    await goTo(wen, "resolutions");
    await reads(wen, ["people.resolutions.none-open"], ["people.resolutions.none-adopted"]);
    await wen.press("people.propose.go");
    await reads(wen, ["people.propose.change-first"]);
    const crisis = wen.page.locator("details", { hasText: wen.say(CRISIS) }).first();
    await crisis.locator("summary").click();
    const at = wen.say("people.rules.at.answer");
    await crisis.getByLabel(`${at} (${wen.say("people.rules.at.hours")})`, { exact: true }).fill("12");
    await wen.sees("Urgent report, personal answer within: 24 hours → 12 hours");
    await wen.press("people.propose.go");
    await wen.press("people.propose.sign");
    await reads(wen, ["people.resolution.by", { name: founder(0).name }]);

    await goTo(luo, "resolutions");
    await luo.press("people.resolution.read-vote");
    await luo.sees("紧急报告，亲自答复的期限：24 小时 → 12 小时");
    await luo.page.getByLabel(luo.say("people.vote.against"), { exact: false }).check();
    await luo.press("people.vote.go");
    await reads(luo, ["people.vote.no-reason"]);
    await luo.page.getByRole("textbox", { name: luo.say("people.vote.reason") }).fill(REASON);
    await luo.press("people.vote.go");
    await reads(luo, ["people.vote.once"]);
    await luo.press("people.vote.sign");
    await reads(luo, ["people.vote.said.against", { name: founder(1).name }]);

    expect(await voteOf(founder(2), "aside")).toBe(false);
    expect(await voteOf(founder(3), "for")).toBe(false);
    expect(await voteOf(founder(4), "for")).toBe(true);
    await milestone(house);
    await wen.page.clock.fastForward(61_000);
    await reads(wen, ["people.resolution.adopted-on"], ["people.resolution.record-proven"]);
    await wen.sees(REASON);
    const verified: string[] = [];
    const verify = async (): Promise<string> => {
      const { out, err } = await run(["verify", house.origin, "--state", join(folder, "state"), "--lang", "en"]);
      verified.push(out);
      return out + err;
    };
    await expect.poll(verify).toContain(sayOutside("en", "holds.resolutions", { count: 1 }));
    // At no time is anybody accused.
    expect(verified.join("")).not.toContain("LIE");

    const somebody = await visit(stage.browser, house, { language: "en", width: PHONE });
    await somebody.go("/record");
    const card = somebody.page.getByRole("listitem").filter({ hasText: somebody.say("ledger.kind.resolution") });
    await card.locator("summary").first().click();
    await reads(somebody, ["ledger.resolution.against", { name: founder(1).name }]);
    await somebody.sees(REASON);
    expect(somebody.noticed.faults).toEqual([]);
    await somebody.context.close();

    await goTo(wen, "committee");
    await wen.page.getByLabel(/^Put in force/).check();
    await wen.press("people.change.propose");
    await wen.press("people.change.sign-propose");
    await reads(wen, ["people.rules.resolved-policy"]);
    expect([wen.noticed.faults, luo.noticed.faults]).toEqual([[], []]);
  }, 60_000);

  it("goes from what is adopted to the statement that names it, and tells who is asked to sign where they look first", async () => {
    const signs = [
      ["people.draft.sign", { number: 2 }],
      ["people.draft.you-signed", {}],
    ] as const;
    await wen.press("people.draft.withdraw");
    await wen.button("people.draft.withdraw").waitFor({ state: "detached" });
    await goTo(wen, "resolutions");
    await wen.press("people.force.propose");
    await wen.press("people.force.go");
    await wen.page
      .getByRole("dialog")
      .getByText("Urgent report, personal answer within: 24 hours → 12 hours")
      .waitFor();
    await wen.press("people.change.sign-propose");
    await reads(wen, ["people.draft.by-you"], ["people.force.follow-why"]);

    await goTo(luo, "owed");
    // By its whole name and its number: another page's begins alike.
    const name = new RegExp(`^${luo.say("people.committee.title")}\\s*\\d*$`);
    const nav = luo.page.getByRole("navigation").getByRole("button", { name });
    await nav.filter({ hasText: /1$/ }).waitFor();
    await luo.page
      .getByRole("main")
      .getByRole("button")
      .filter({ hasText: luo.say("people.asked.sign") })
      .click();
    await reads(luo, ["people.draft.by", { name: founder(0).name }], ["people.rules.resolved-policy"]);
    await luo.press(...signs[0]);
    await luo.press("people.draft.sign-go");
    await reads(luo, [signs[1][0]]);
    await nav.filter({ hasNotText: /\d$/ }).waitFor();
    expect(await signOf(founder(2))).toBe(true);
    await wen.page.clock.fastForward(61_000);
    await reads(wen, ["people.resolution.in-force"]);
    expect([wen.noticed.faults, luo.noticed.faults]).toEqual([[], []]);
  }, 60_000);

  it("is caught where it leaves out what the minority said, by whoever said it", async () => {
    stage.host.lie(without(founder(1).id));
    await goTo(luo, "resolutions");
    await luo.press("people.resolution.read");
    await luo.page.clock.fastForward(61_000);
    await reads(luo, ["people.votes.missing-own"], ["people.resolution.unrecorded"]);
    stage.host.lie();
    await luo.page.clock.fastForward(61_000);
    await luo.page.getByText(luo.say("people.votes.missing-own"), { exact: true }).waitFor({ state: "detached" });
  }, 60_000);
});
