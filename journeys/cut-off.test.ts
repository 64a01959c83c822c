import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStage, PHONE, visit } from "./browser.ts";
import type { House } from "./house.ts";
import { openInBetween, type InBetween } from "./in-between.ts";
import { caseOf, comeBack, fillReport, nothingDiffers } from "./reporter.ts";

/* The way to the server is a bad one: what is sent arrives, and the answer does not come back. */

let house: House;
let browser: Browser;
let between: InBetween;
let cutting = false;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  const stage = await openStage();
  ({ house, browser } = stage);
  between = await openInBetween(house, (passing) => {
    if (cutting && passing.path === "/cases/report") throw new Error("cut");
    return passing;
  });
  close = async () => {
    await between.close();
    await stage.close();
  };
});
afterAll(() => close());

const cases = async (): Promise<readonly string[]> =>
  (await house.query("select id from cases_case order by id")).map(({ id }) => String(id));

it("a report whose answer is cut off is not called unsent, and reloading and sending again makes no second one", async () => {
  for (const language of ["en", "zh-CN"] as const) {
    const before = await cases();
    const reporter = await visit(browser, { ...house, origin: between.origin }, { language, width: PHONE });
    await fillReport(reporter, { what: "…" });
    cutting = true;
    await reporter.press("cases.check.send");
    await reporter.sees(reporter.say("cases.check.unknown"));
    expect(await reporter.page.getByText(reporter.say("cases.check.kept")).count()).toBe(0);
    const arrived = (await cases()).filter((name) => !before.includes(name));
    expect(arrived).toHaveLength(1);

    cutting = false;
    await reporter.page.reload();
    await reporter.sees(reporter.say("cases.check.unknown"));
    await reporter.press("cases.check.again");
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
  await fillReport(reporter, { what: "…" });
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
  await reporter.press("cases.check.again");
  await reporter.heading("cases.sent.title");
  expect(await cases()).toHaveLength(before.length + 1);
  await reporter.context.close();
});
