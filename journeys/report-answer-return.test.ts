import { readFileSync } from "node:fs";
import type { Founder } from "@niuniu/sample";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser } from "playwright-core";
import { DESKTOP, openStage, PHONE, visit, type Visitor, type VisitorOptions } from "./browser.ts";
import { goTo, openReport, openRow, reply, signIn } from "./handler.ts";
import type { House } from "./house.ts";
import { caseOf, comeBack, fillReport, namedOn, nothingDiffers, seal, sealedAt, spelt, type Told } from "./reporter.ts";
import { pictures } from "./screens.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

const ZH: Told = {
  what: "周二的商务晚餐上，他一直要求我喝酒。我说不舒服，他说：“这单还想不想签了？”",
  when: "上周二晚上",
  where: "公司附近的餐厅",
  who: "我的主管，同桌还有两位同事",
};
const EN: Told = { what: "My manager keeps commenting on how I look, in front of the team. I asked him to stop." };
const OUTCOME = "目前的证据不足以证明。";
const ANSWER = "谢谢你说出来。<script>alert('x')</script> 我今天就去谈：“他无权这样。” & <b>不会告诉他是你</b>";

/** Signs in and opens the case from the list of what is owed. */
async function takeUp(options: VisitorOptions, who: Founder, caseId: string): Promise<Visitor> {
  const handler = await visit(browser, house, options);
  await signIn(handler, who);
  await openRow(handler, caseId);
  return handler;
}

/** Whether the buttons of a dialog cover its field where a phone's keyboard leaves the page 360 px. */
async function coveredBesideKeyboard({ page }: Visitor): Promise<boolean> {
  const before = page.viewportSize() ?? { width: DESKTOP, height: 860 };
  await page.setViewportSize({ width: PHONE, height: 360 });
  const covered = await page.evaluate(() => {
    const field = document.querySelector<HTMLElement>("dialog[open] textarea");
    const dialog = field?.closest("dialog");
    if (field === null || dialog === null || dialog === undefined) throw new Error("nothing is asked");
    field.focus();
    const { left, bottom } = field.getBoundingClientRect();
    const last = Math.min(bottom, dialog.getBoundingClientRect().bottom) - 16;
    return document.elementFromPoint(left + 40, last) !== field;
  });
  await page.setViewportSize(before);
  return covered;
}

/** Who owes the answer, as the page names them. */
const ownerNow = (visitor: Visitor): Promise<Founder> =>
  namedOn(
    visitor,
    house.founders,
    (name) => visitor.say("cases.thread.about", { owner: name, stage: "|" }).split("|")[0] ?? "",
  );

async function makeReport(reporter: Visitor, told: Told, shoot: Shoot): Promise<readonly string[]> {
  const { page, say } = reporter;
  await fillReport(reporter, told, (name) => shoot(reporter, `report-${name}`));
  await page.reload();
  await reporter.heading("cases.check.title");
  await reporter.sees(told.what);
  const struck = house.founders.at(-1)?.name ?? "";
  await reporter.heading("cases.check.readers", { n: 5 });
  await reporter.press("cases.check.strike-name", { name: struck });
  await reporter.heading("cases.check.readers", { n: 4 });
  await shoot(reporter, "report-4-struck");
  await reporter.press("cases.check.restore-name", { name: struck });
  await reporter.heading("cases.check.readers", { n: 5 });
  await shoot(reporter, "report-4-check");
  const spellings = [await seal(reporter), await spelt(reporter, "words"), await spelt(reporter, "digits")];
  expect(new Set(spellings).size).toBe(3);
  await shoot(reporter, "report-5-receipt");
  await reporter.field("cases.sent.check-label").fill("00000");
  await reporter.sees(say("cases.sent.check-bad"));
  await reporter.field("cases.sent.check-label").fill((spellings[0] ?? "").slice(0, 5));
  await reporter.sees(say("cases.sent.check-good"));
  await sealedAt(house, reporter);
  await shoot(reporter, "report-6-sealed");
  return spellings;
}

type Shoot = (visitor: Visitor, name: string) => Promise<void>;
const none: Shoot = () => Promise.resolve();

interface Journey {
  readonly told: Told;
  readonly options: VisitorOptions;
  readonly reporterScreens: Shoot;
  readonly deskScreens: Shoot;
}

/** From the first word to a contested outcome. */
async function journey({ told, options, reporterScreens: shoot, deskScreens: desk }: Journey): Promise<void> {
  const reporter = await visit(browser, house, options);
  const { page, say } = reporter;
  await reporter.go("/");
  await reporter.sees(say("people.front.checked"));
  await shoot(reporter, "home-1");
  const [code = "", words = "", digits = ""] = await makeReport(reporter, told, shoot);
  const caseId = caseOf(code);
  const first = await namedOn(
    reporter,
    house.founders,
    (name) => say("cases.sent.owes", { name, date: "|" }).split("|")[0] ?? "",
  );

  const owner = await takeUp({ ...options, width: DESKTOP }, first, caseId);
  await desk(owner, "desk-1-unopened");
  await openReport(owner);
  await owner.sees(told.what);
  await desk(owner, "desk-2-opened");
  await reply(owner, ANSWER);
  expect(await owner.page.getByText(ANSWER).first().innerText()).toBe(ANSWER);
  expect(await owner.page.locator("script:not([src], [type=importmap])").count()).toBe(0);
  await desk(owner, "desk-3-answered");

  await reporter.go("/return");
  await shoot(reporter, "return-1-receipt");
  await comeBack(reporter, code);
  await reporter.sees(say("cases.thread.opened", { name: first.name }));
  await reporter.sees(say("cases.thread.answered", { name: first.name }));
  await reporter.sees(say("cases.thread.signed"));
  expect(await page.getByText(ANSWER).innerText()).toBe(ANSWER);
  await reporter.sees(say("cases.thread.owed.update", { name: first.name, date: "|" }).split("|")[0] ?? "");
  await nothingDiffers(reporter);
  // The date to take along says to look at the page, and nothing of a report.
  await page
    .locator("summary")
    .filter({ hasText: say("cases.thread.reminder") })
    .click();
  const saving = page.waitForEvent("download");
  await reporter.press("cases.thread.reminder.save");
  const entry = readFileSync(await (await saving).path(), "utf8");
  expect(entry).toContain(`SUMMARY:${say("cases.thread.reminder.entry")}\r\n`);
  expect(entry).not.toMatch(new RegExp(`${first.name}|${caseId}|niuniu|localhost|report|http`, "i"));
  await shoot(reporter, "return-2-reminder");
  // The newest answer stands before everything else, and one act stands out.
  const main = page.locator("main");
  expect((await main.innerText()).indexOf(ANSWER)).toBeLessThan(
    (await main.innerText()).indexOf(say("cases.thread.line")),
  );
  expect(await page.locator(".button-main:visible").allInnerTexts()).toEqual([say("cases.thread.send")]);
  expect(await page.locator("details.check summary").first().isVisible()).toBe(false);
  await page.locator("details.proof > summary").click();
  await page.locator("details.check summary").first().click();
  await shoot(reporter, "return-2-answered");

  await reporter.field("cases.thread.more").fill("还有一件事：他昨天又发了消息。");
  await reporter.press("cases.thread.send");
  await reporter.sees(say("cases.thread.sent"));
  await reporter.press("cases.thread.not-answer");
  await reporter.heading("cases.thread.not-answer-title");
  await page.getByRole("dialog").getByRole("textbox").fill("你还没有说什么时候谈。");
  await shoot(reporter, "return-3-not-answered");
  expect(await coveredBesideKeyboard(reporter)).toBe(false);
  // Left, it is to be seen that it was begun, and it is there to be gone on with.
  await page.keyboard.press("Escape");
  await reporter.sees(say("cases.thread.begun"));
  await shoot(reporter, "return-3-begun");
  await reporter.press("cases.thread.begun-go");
  await reporter.heading("cases.thread.not-answer-title");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("cases.thread.send"), exact: true })
    .click();
  await reporter.sees(say("cases.thread.you-not-answered"));
  await reporter.sees(say("cases.thread.owed.answer", { name: first.name, date: "|" }).split("|")[0] ?? "");

  await owner.sees("你还没有说什么时候谈。");
  await reply(owner, "明天上午十点。");
  await owner.press("cases.desk.bar.stage", { stage: say("cases.desk.step.assessed") });
  await owner.page.getByRole("dialog").getByRole("textbox").fill("我查过了，接下来由另一位负责调查。");
  await desk(owner, "desk-4-stage");
  await owner.press("cases.desk.dialog.stage.send");
  await owner.sees(say("cases.desk.entry.stage.you", { stage: say("cases.desk.step.assessed") }));

  await comeBack(reporter, words);
  const second = await ownerNow(reporter);
  expect(second.id).not.toBe(first.id);
  await nothingDiffers(reporter);

  const investigator = await takeUp({ ...options, width: DESKTOP }, second, caseId);
  await openReport(investigator);
  await investigator.press("cases.desk.bar.outcome");
  await investigator.page.getByRole("radio").nth(2).check();
  const writing = investigator.page.getByRole("region", { name: say("cases.desk.dialog.outcome.title"), exact: true });
  await writing.getByRole("textbox").fill(OUTCOME);
  // The report stays in sight, and what its reporter will read stands beneath the words.
  expect(await investigator.page.getByText(told.what).first().isVisible()).toBe(true);
  expect(await writing.locator(".said").innerText()).toBe(OUTCOME);
  await desk(investigator, "desk-5-outcome");
  // The answers are of today: it is said, and asked once more, before the case is closed upon them.
  await investigator.press("cases.desk.once-more.look");
  await investigator.sees(say("cases.desk.closing.early"));
  await investigator.press("cases.desk.once-more.go");
  await investigator.sees(say("cases.desk.bar.closed-open"));
  await goTo(investigator, "cases");
  await investigator.heading("cases.desk.cases.title");
  await desk(investigator, "desk-6-cases");

  await comeBack(reporter, digits);
  // What reading it brings is said before it is read, and nothing of it is shown until then.
  await reporter.sees(say("cases.thread.unread", { read: "|", unread: "|" }).split("|")[0] ?? "");
  expect(await page.getByText(OUTCOME).count()).toBe(0);
  expect(await page.getByText(say("cases.thread.finding.not-substantiated")).count()).toBe(0);
  await shoot(reporter, "return-4-unread");
  await reporter.sees(say("cases.thread.above-unread"));
  await reporter.press("cases.thread.read");
  await reporter.sees(OUTCOME);
  await reporter.sees(say("cases.thread.finding.not-substantiated"));
  await reporter.sees(say("cases.thread.you-seen"));
  await reporter.sees(say("cases.thread.closed-told", { told: "|" }).split("|")[0] ?? "");
  await nothingDiffers(reporter);
  // Nobody has to answer what is added now: it stays within a press, and what brings an answer is said.
  expect(await reporter.field("cases.thread.more").isVisible()).toBe(false);
  await page.getByText(say("cases.thread.more-closed"), { exact: true }).click();
  await reporter.sees(say("cases.thread.more-closed-contest", { day: "|" }).split("|")[0]?.trim() ?? "");
  await shoot(reporter, "return-4-outcome");
  await reporter.press("cases.thread.contest");
  await page.getByRole("dialog").getByRole("textbox").fill("同桌的两位同事没有人问过。");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: say("cases.thread.send"), exact: true })
    .click();
  await reporter.sees(say("cases.thread.you-contest"));
  await nothingDiffers(reporter);
  const reviewer = await ownerNow(reporter);
  expect([first.id, second.id]).not.toContain(reviewer.id);
  // The review stands first, with who and by when, and not the outcome that is reviewed.
  const reviews = say("cases.thread.reviews", { name: reviewer.name, day: "|" }).split("|")[0] ?? "";
  await reporter.sees(reviews);
  const under = await page.locator("main").innerText();
  expect(under.indexOf(reviews)).toBeLessThan(under.indexOf(OUTCOME));
  await shoot(reporter, "return-5-contested");

  for (const visitor of [reporter, owner, investigator]) {
    expect(visitor.noticed.faults).toEqual([]);
    await visitor.context.close();
  }
}

describe("a report, its answer, and the way back", () => {
  it("goes from the first word to a contested outcome, in Chinese on the narrowest phone", () =>
    journey({
      told: ZH,
      options: { language: "zh-CN", width: PHONE },
      reporterScreens: pictures,
      deskScreens: none,
    }));

  it("goes the same way in English on a desktop", () =>
    journey({
      told: EN,
      options: { language: "en", width: DESKTOP },
      reporterScreens: none,
      deskScreens: pictures,
    }));

  it("begins on an old browser too, which has no X25519 of its own and fetches the library", async () => {
    const reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
    const fetched: string[] = [];
    reporter.page.on("request", (request) => fetched.push(request.url()));
    await reporter.page.addInitScript(() => {
      const { subtle } = crypto;
      const importKey = subtle.importKey.bind(subtle) as (...given: readonly unknown[]) => Promise<CryptoKey>;
      const old = (...given: readonly unknown[]): Promise<CryptoKey> =>
        given[2] === "X25519" ? Promise.reject(new DOMException("", "NotSupportedError")) : importKey(...given);
      Object.assign(subtle, { importKey: old });
    });
    await fillReport(reporter, ZH);
    await comeBack(reporter, await seal(reporter));
    await nothingDiffers(reporter);
    expect(await reporter.page.locator(".said").first().textContent()).toContain(ZH.what);
    expect(fetched.some((url) => url.includes("x25519-library"))).toBe(true);
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });
});
