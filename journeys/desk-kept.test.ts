import { expect, it } from "vitest";
import { DESKTOP, PHONE, visit, type Visitor } from "./browser.ts";
import { openReport, openRow, signIn } from "./handler.ts";
import { picture } from "./screens.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

/* What a member typed or chose and did not send outlives a page that is thrown away, and nobody else reads it. */

const stage = stageForAll();

const REPLY = "I have read it, and will write again on Friday.";
const NOTE = "He was there too, I think.";
const REASONS = "Two people saw it.";

it("a reply, a note and an outcome that were begun are there again after the page was thrown away, until they are sent or discarded", async () => {
  const sent = await sendReport(stage.house);
  const desk = await visit(stage.browser, stage.house, { language: "en", width: DESKTOP });
  const { page, say } = desk;
  const reply = page.getByRole("textbox", { name: say("cases.desk.reply.label") });
  const writing = page.locator("section.writing");
  const finding = writing.getByRole("radio").nth(1);
  const comeBack = async (): Promise<void> => {
    await page.reload();
    await desk.field("people.unlock.phrase").fill(sent.owner.phrase);
    await desk.press("people.unlock.go");
    await desk.heading("matter.owed.title");
    await openRow(desk, sent.case);
  };
  await signIn(desk, sent.owner);
  await openRow(desk, sent.case);
  await openReport(desk);
  await reply.fill(REPLY);
  await desk.press("cases.desk.bar.note");
  await page.getByRole("dialog").getByRole("textbox").fill(NOTE);
  await page.keyboard.press("Escape");
  await desk.press("cases.desk.bar.outcome");
  await finding.check();
  await writing.getByRole("textbox").fill(REASONS);
  expect(await mainActs(desk)).toBe(1);
  await picture(page, "desk-kept-writing-en");
  await expect.poll(() => keeps(desk)).toBe(true);
  await comeBack();

  const acts = [say("cases.desk.bar.note"), say("cases.desk.bar.outcome")].join(say("cases.desk.comma"));
  await desk.sees(say("cases.desk.begun", { acts }));
  await desk.sees(say("cases.desk.unsent"));
  expect(await reply.inputValue()).toBe(REPLY);
  await picture(page, "desk-kept-back-en");
  await desk.press("cases.desk.bar.outcome");
  expect(await finding.isChecked()).toBe(true);
  expect(await writing.getByRole("textbox").inputValue()).toBe(REASONS);
  await writing.getByRole("button", { name: say("ui.area.discard"), exact: true }).click();
  await page
    .locator("dialog[open]")
    .getByRole("button", { name: say("ui.area.discard.go"), exact: true })
    .click();
  await expect.poll(() => writing.getByRole("textbox").inputValue()).toBe("");
  expect(await finding.isChecked()).toBe(false);
  await page.keyboard.press("Escape");
  await desk.press("cases.desk.reply.send");
  await desk.sees(say("cases.desk.reply.sent"));
  await comeBack();
  await desk.sees(say("cases.desk.begun", { acts: say("cases.desk.bar.note") }));
  expect(await reply.inputValue()).toBe("");
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

it("a browser that keeps nothing is said so at once, and asks before what was typed goes with the tab", async () => {
  const sent = await sendReport(stage.house);
  const desk = await visit(stage.browser, stage.house, { language: "zh-CN", width: PHONE });
  const { page, say } = desk;
  await desk.context.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      const get = (): never => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      Object.defineProperty(window, name, { get });
    }
  });
  await signIn(desk, sent.owner);
  await desk.sees(say("matter.owed.keeps-nothing"));
  await picture(page, "desk-keeps-nothing-zh-CN");
  await openRow(desk, sent.case);
  await openReport(desk);
  await page.getByRole("textbox", { name: say("cases.desk.reply.label") }).fill(REPLY);
  await desk.sees(say("ui.area.kept-nowhere"));
  const asked = await page.evaluate(() => {
    const leaving = new Event("beforeunload", { cancelable: true });
    dispatchEvent(leaving);
    return leaving.defaultPrevented;
  });
  expect(asked).toBe(true);
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

/** How many buttons say that they are what this page is for. */
const mainActs = ({ page }: Visitor): Promise<number> => page.locator("main .button-main:visible").count();

/** Whether the drafts lie on this device, and nobody can read them there. */
const keeps = ({ page }: Visitor): Promise<boolean> =>
  page.evaluate(
    async (words) => {
      const cache = await caches.open("niuniu");
      const file = (await cache.keys()).find(({ url }) => url.endsWith(".drafts"));
      if (file === undefined) return false;
      const text = (await (await cache.match(file))?.text()) ?? "";
      if (words.some((word) => text.includes(word))) throw new Error("somebody can read it");
      // The last of it is written within a moment of being typed.
      const asks = new Event("beforeunload", { cancelable: true });
      dispatchEvent(asks);
      return !asks.defaultPrevented;
    },
    [REPLY, NOTE, REASONS],
  );
