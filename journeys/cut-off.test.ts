import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStage, PHONE, visit, type Visitor } from "./browser.ts";
import type { House } from "./house.ts";
import { openInBetween, type InBetween, type Passing } from "./in-between.ts";
import { phrasesIn } from "./phrases.ts";
import { caseOf, comeBack, fillReport, nothingDiffers, seal } from "./reporter.ts";
import { pictures } from "./screens.ts";

/* The way to the server is a bad one: what is sent arrives, and the answer does not come back. */

let house: House;
let browser: Browser;
let between: InBetween;
let cutting = false;
let unproven = false;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  const stage = await openStage();
  ({ house, browser } = stage);
  between = await openInBetween(house, (passing) => {
    if (cutting && (passing.path === "/cases/report" || passing.path === "/cases/say")) throw new Error("cut");
    return unproven && passing.path === "/cases/report" ? withoutPromise(passing) : passing;
  });
  close = async () => {
    await between.close();
    await stage.close();
  };
});
afterAll(() => close());

/** What is said calmly under these keys, of the pages or of a refusal, is said in the other language once that was chosen. */
async function calmInBoth(reporter: Visitor, words: (say: Visitor["say"]) => string): Promise<void> {
  const other = reporter.language === "en" ? "zh-CN" : "en";
  for (const language of [reporter.language, other, reporter.language] as const) {
    const change = reporter.page.locator(`button[lang="${language}"]`);
    if ((await change.count()) > 0) await change.click();
    const notice = reporter.page.locator(".notice", { hasText: words(phrasesIn(language)) });
    await notice.first().waitFor();
    expect(await notice.first().getAttribute("class")).toContain("tone-owed");
    expect(await reporter.page.locator(".notice.tone-missed").count()).toBe(0);
    const old = words(phrasesIn(language === "en" ? "zh-CN" : "en"));
    expect(await reporter.page.getByText(old).count()).toBe(0);
  }
}

/** The report was taken, and the answer does not show it. */
function withoutPromise(passing: Passing): Passing {
  const answer = JSON.parse(passing.body.toString()) as object;
  return { ...passing, body: Buffer.from(JSON.stringify({ ...answer, promise: "", proof: "" })) };
}

const keptIn = ({ page }: Visitor): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...Object.keys(sessionStorage), ...Object.keys(localStorage)].filter((name) => /draft|parcel/.test(name)),
  );

const cases = async (): Promise<readonly string[]> =>
  (await house.query("select id from cases_case order by id")).map(({ id }) => String(id));

it("a report whose answer is cut off is not called unsent, and reloading and sending again makes no second one", async () => {
  for (const language of ["en", "zh-CN"] as const) {
    const before = await cases();
    const reporter = await visit(browser, { ...house, origin: between.origin }, { language, width: PHONE });
    await fillReport(reporter, { what: "He asks me to drink." });
    cutting = true;
    await reporter.press("cases.check.send");
    await reporter.sees(reporter.say("cases.check.unknown"));
    expect(await reporter.page.getByText(reporter.say("cases.check.kept")).count()).toBe(0);
    await calmInBoth(reporter, (say) => say("ui.unreachable"));
    const arrived = (await cases()).filter((name) => !before.includes(name));
    expect(arrived).toHaveLength(1);

    cutting = false;
    await reporter.page.reload();
    await reporter.sees(reporter.say("cases.check.unknown"));
    await reporter.press("ui.again");
    await reporter.heading("cases.sent.title");
    const stored = await reporter.page.evaluate(() => [...Object.keys(sessionStorage), ...Object.keys(localStorage)]);
    expect(stored.filter((name) => /draft|parcel/.test(name))).toEqual([]);
    const receipt = await reporter.page.getByLabel(reporter.say("cases.sent.code")).innerText();
    expect([caseOf(receipt)]).toEqual(arrived);
    expect(await cases()).toHaveLength(before.length + 1);
    await reporter.context.close();

    const back = await visit(browser, house, { language, width: PHONE });
    await comeBack(back, receipt);
    await nothingDiffers(back);
    await back.context.close();
  }
});

it("a report that is refused is said to be unsent, and nothing of it stays but the draft", async () => {
  const before = await cases();
  const reporter = await visit(browser, { ...house, origin: between.origin }, { language: "en", width: PHONE });
  await fillReport(reporter, { what: "He asks me to drink." });
  await reporter.page.route("**/cases/report", (route) =>
    route.fulfill({
      status: 409,
      contentType: "application/json",
      body: JSON.stringify({ code: "cases/malformed-report", sentence: { en: "No.", "zh-CN": "不。" } }),
    }),
  );
  await reporter.press("cases.check.send");
  await reporter.sees(reporter.say("cases.check.kept"));
  const stored = await reporter.page.evaluate(() => Object.keys(sessionStorage));
  expect(stored).not.toContain("niuniu.parcel");
  expect(stored).toContain("niuniu.draft");
  expect(await cases()).toEqual(before);
  await reporter.page.unroute("**/cases/report");
  await reporter.press("ui.again");
  await reporter.heading("cases.sent.title");
  expect(await cases()).toHaveLength(before.length + 1);
  await reporter.context.close();
});

it("a message whose answer is cut off is told of calmly, in the language of the page", async () => {
  const reporter = await visit(browser, { ...house, origin: between.origin }, { language: "zh-CN", width: PHONE });
  await fillReport(reporter, { what: "He asks me to drink." });
  await comeBack(reporter, await seal(reporter));
  await reporter.field("cases.thread.more").fill("还有一句。");
  cutting = true;
  await reporter.press("cases.thread.send");
  await calmInBoth(reporter, (say) => unsettled[say("ui.name") === "Niuniu" ? "en" : "zh-CN"]);
  cutting = false;
  expect(await reporter.field("cases.thread.more").inputValue()).toBe("还有一句。");
  await reporter.press("cases.thread.send");
  await reporter.sees(reporter.say("cases.thread.sent"));
  await reporter.context.close();
});

const unsettled = { en: "No answer came back, so it is not known", "zh-CN": "没有收到回应，还不知道有没有送达" };

it("a report that nothing proves to be taken can be wiped from the tab, which says before what that means", async () => {
  for (const language of ["en", "zh-CN"] as const) {
    const reporter = await visit(browser, { ...house, origin: between.origin }, { language, width: PHONE });
    const { page, say } = reporter;
    const unconfirmed = async (): Promise<void> => {
      await fillReport(reporter, { what: "He asks me to drink." });
      unproven = true;
      await reporter.press("cases.check.send");
      await reporter.sees(say("cases.sent.bad"));
      unproven = false;
      expect(await keptIn(reporter)).toEqual(expect.arrayContaining(["niuniu.draft", "niuniu.parcel"]));
    };
    await unconfirmed();
    await pictures(reporter, "unproven");
    await reporter.press("cases.sent.send-again");
    await reporter.sees(say("cases.check.unknown"));
    unproven = true;
    await reporter.press("ui.again");
    await reporter.sees(say("cases.sent.bad"));
    unproven = false;
    await reporter.press("cases.draft.wipe");
    await reporter.sees(say("cases.sent.wipe-sure"));
    await reporter.sees(say("cases.sent.wipe-more"));
    await pictures(reporter, "unproven-wipe");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: say("cases.draft.yes"), exact: true })
      .click();
    await reporter.heading("cases.front.title");
    expect(await keptIn(reporter)).toEqual([]);

    await unconfirmed();
    for (let press = 0; press < 3; press++) await page.keyboard.press("Escape");
    await page.waitForURL("about:blank");
    await page.goto(`${between.origin}/openapi.json`);
    expect(await keptIn(reporter)).toEqual([]);
    await reporter.context.close();
  }
});
