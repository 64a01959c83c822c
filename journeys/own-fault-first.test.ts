import { SLOT } from "@niuniu/record";
import { expect, it } from "vitest";
import { refusals } from "@niuniu/cases";
import { PHONE, visit } from "./browser.ts";
import { openReport, openRow, signIn } from "./handler.ts";
import { DAY } from "./house.ts";
import { sealed } from "./lying-host.ts";
import { handlerOverHttp, refusalOf } from "./over-http.ts";
import { caseOf, comeBack, fillReport, seal } from "./reporter.ts";
import { pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";
import { reads } from "./wording.ts";

/* The clock, the network and the browser of a device are suspected before the server is, and no words are lost to them. */

const stage = stageForAll();
const WRITTEN = "He asks me to drink.";

it("a device whose clock is wrong by twenty minutes is told so, and the server is accused of nothing", async () => {
  for (const [language, minutes] of [
    ["en", 20],
    ["zh-CN", -20],
  ] as const) {
    const right = await visit(stage.browser, stage.house, { language, width: PHONE });
    await fillReport(right, { what: WRITTEN });
    const receipt = await seal(right);
    await right.context.close();
    const wrong = await visit(stage.browser, stage.house, { language, width: PHONE });
    await wrong.context.clock.setSystemTime(stage.house.clock.now() + minutes * 60_000);
    await comeBack(wrong, receipt);
    await reads(wrong, ["cases.thread.clocks"]);
    for (const accusation of ["cases.thread.differs", "cases.thread.broken-chain", "cases.record.alarm"])
      expect(await wrong.page.getByText(wrong.say(accusation)).count()).toBe(0);
    await wrong.page.screenshot({ path: `.cache/screens/clocks-${language}-320.png`, fullPage: true });
    expect(wrong.noticed.faults).toEqual([]);
    await wrong.context.close();
  }
});

it("a report from a device whose clock is wrong is proven by itself", async () => {
  const reporter = await visit(stage.browser, stage.house, { language: "zh-CN", width: PHONE });
  const { page, say } = reporter;
  await reporter.context.clock.setSystemTime(stage.house.clock.now() - 25 * 60_000);
  await fillReport(reporter, { what: WRITTEN });
  await reporter.press("cases.check.send");
  await reads(reporter, ["cases.sent.clocks"]);
  await pictures(reporter, "sent-wrong-clock");
  expect(await page.getByText(say("cases.sent.bad")).count()).toBe(0);
  await sealed(stage.house);
  await page.clock.fastForward(SLOT + 2_000);
  await reporter.heading("cases.sent.title");
  expect(await page.evaluate(() => sessionStorage.getItem("niuniu.draft"))).toBeNull();
  expect(reporter.noticed.faults).toEqual([]);
  await reporter.context.close();
});

it("what is said from a device whose clock is wrong is proven by itself", async () => {
  const reporter = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
  await fillReport(reporter, { what: WRITTEN });
  const receipt = await seal(reporter);
  await reporter.context.clock.setSystemTime(stage.house.clock.now() + 25 * 60_000);
  await comeBack(reporter, receipt);
  await reporter.field("cases.thread.more").fill(WRITTEN);
  await reporter.press("cases.thread.send");
  await reporter.button("cases.thread.sending").waitFor();
  await sealed(stage.house);
  await reporter.page.clock.fastForward(SLOT + 2_000);
  await reporter.sees(reporter.say("cases.thread.sent"));
  expect(reporter.noticed.faults).toEqual([]);
  await reporter.context.close();
});

it("a report sealed with a day that is wrong is sealed anew once the clock is set", async () => {
  const reporter = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
  await reporter.context.clock.setSystemTime(stage.house.clock.now() - 3 * DAY);
  await fillReport(reporter, { what: WRITTEN });
  await reporter.press("cases.check.send");
  await reporter.sees(refusals["cases/wrong-date"].en);
  await reporter.syncClock();
  await reporter.press("ui.again");
  await reporter.heading("cases.sent.title");
  await reporter.context.close();
});

it("a part of a page that does not come without a connection is no part that was altered", async () => {
  const reporter = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
  await reporter.go("/report");
  await reporter.context.setOffline(true);
  await reporter.page.getByRole("textbox", { name: reporter.say("cases.what.title") }).fill(WRITTEN);
  await reporter.press("cases.next");
  await reporter.sees(reporter.say("ui.unreachable"));
  expect(await reporter.page.getByText(reporter.say("ui.part")).count()).toBe(0);
  await reporter.context.close();
});

it("who can read is said rightly on a page that the browser has translated, after somebody was struck out", async () => {
  const reporter = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
  const { page, say } = reporter;
  await fillReport(reporter, { what: WRITTEN });
  await reporter.sees(say("cases.check.readers", { n: 5 }));
  // As browsers do it: every text goes into an element of theirs, and the one that the page knows is taken out.
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: Text[] = [];
    while (texts.nextNode() !== null) found.push(texts.currentNode as Text);
    for (const text of found) {
      if (text.parentElement?.closest("[translate=no]") !== null) continue;
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- it is what they use.
      const theirs = document.createElement("font");
      theirs.textContent = text.data;
      text.replaceWith(theirs);
    }
  });
  const [first] = stage.house.founders;
  await page.getByRole("button", { name: say("cases.check.strike-name", { name: first?.name ?? "" }) }).click();
  await reporter.sees(say("cases.check.readers", { n: 4 }));
  expect(await page.getByText(say("cases.check.readers", { n: 5 })).count()).toBe(0);
  await reporter.sees(say("cases.check.struck"));
  await reporter
    .button("cases.check.restore-name", { name: first?.name ?? "" })
    .getByText(say("cases.check.restore"))
    .waitFor();
  await reporter.context.close();
});

it("a reply outlives that its case goes to somebody else while it is written", async () => {
  for (const language of ["en", "zh-CN"] as const) {
    const reporter = await visit(stage.browser, stage.house, { language, width: PHONE });
    await fillReport(reporter, { what: WRITTEN });
    const name = caseOf(await seal(reporter));
    await reporter.context.close();
    const [row] = await stage.house.query("select owner from cases_case where id = $1", [name]);
    const owner = stage.house.founders.find(({ id }) => id === row?.["owner"]);
    if (owner === undefined) throw new Error("nobody owes anything");
    const desk = await visit(stage.browser, stage.house, { language });
    const { page, say } = desk;
    await signIn(desk, owner);
    await openRow(desk, name);
    await openReport(desk);
    await page.getByRole("textbox", { name: say("cases.desk.reply.label") }).fill("Come and see us.");
    const today = (): string => new Date(stage.house.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const elsewhere = await handlerOverHttp(stage.house.origin, owner, today);
    const others = stage.house.founders.filter(({ id }) => id !== owner.id);
    for (const { id } of others)
      if ((await refusalOf(elsewhere.act(name, { kind: "hand-over", to: id }))) === null) break;
    const left = page.getByRole("textbox", { name: say("cases.desk.left.label") });
    // Where the desk has heard of it already, there is no button to press any more.
    await desk.button("cases.desk.reply.send").or(left).first().waitFor();
    await desk
      .button("cases.desk.reply.send")
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await left.waitFor();
    expect(await left.inputValue()).toBe("Come and see us.");
    await page.screenshot({ path: `.cache/screens/left-words-${language}.png`, fullPage: true });
    await desk.context.close();
  }
});
