import { readFileSync } from "node:fs";
import type { Download } from "playwright-core";
import { describe, expect, it } from "vitest";
import { PHONE, visit, type Visitor } from "./browser.ts";
import { fillReport, seal, spelt } from "./reporter.ts";
import { picture, pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";

/* The way back to a report never closes, and whoever finds a trace of it learns little. */

const stage = stageForAll();
const WRITTEN = "He moved all my shifts to the night.";

const phone = (language: "en" | "zh-CN"): Promise<Visitor> =>
  visit(stage.browser, stage.house, { language, width: PHONE });

const typed = ({ page, say }: Visitor): Promise<string> =>
  page.getByRole("textbox", { name: say("cases.what.title") }).inputValue();

describe("the receipt on paper", () => {
  it("has its three spellings and the way back, and nothing else: not what it is, nor what can be pressed or ticked", async () => {
    const reporter = await phone("en");
    const { page, say } = reporter;
    await fillReport(reporter, { what: WRITTEN });
    const receipt = await seal(reporter);
    const [words, digits] = [await spelt(reporter, "words"), await spelt(reporter, "digits")];
    // What the printer gets, and what stands at the head of the sheet.
    const sheet = page.evaluate(
      () =>
        new Promise<string>((tell) => {
          window.print = () => tell(document.title);
        }),
    );
    await reporter.press("cases.sent.print");
    expect(await sheet).toBe(say("cases.sent.file-name"));
    await page.waitForFunction((title) => document.title !== title, say("cases.sent.file-name"));
    await page.emulateMedia({ media: "print" });
    const paper = await page.locator("body").innerText();
    const lines = paper.split("\n").filter((line) => line.trim() !== "");
    const where = `${say("cases.sent.where")} ${stage.house.origin}/return`;
    expect(lines).toEqual([receipt, words, digits, where]);
    await picture(page, "receipt-on-paper-en");
    await page.emulateMedia({ media: "screen" });
    expect(await page.getByText(`${stage.house.origin}/return`).isVisible()).toBe(false);
    await reporter.context.close();
  });
});

describe("the receipt", () => {
  it("is asked about before the page goes on without it, and before its tab forgets it for another report", async () => {
    const reporter = await phone("zh-CN");
    const { page, say } = reporter;
    await fillReport(reporter, { what: WRITTEN });
    await seal(reporter);
    await reporter.press("cases.sent.leaving");
    await reporter.sees(say("cases.sent.unkept"));
    await pictures(reporter, "receipt-unkept");
    await reporter.press("cases.sent.stay");
    await reporter.heading("cases.sent.title");
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await reporter.press("cases.before.new");
    await reporter.sees(say("cases.before.unkept"));
    await reporter.press("cases.before.forget");
    await reporter.heading("cases.what.title");
    await page.reload();
    await reporter.heading("cases.what.title");
    await reporter.context.close();
  });

  it("that was kept leaves a way to a new report in its tab", async () => {
    const reporter = await phone("en");
    const { page } = reporter;
    await fillReport(reporter, { what: WRITTEN });
    await seal(reporter);
    await reporter.press("cases.sent.copy");
    await reporter.button("cases.sent.copied").waitFor();
    await page.reload();
    await reporter.heading("cases.receipt.title");
    await pictures(reporter, "report-sent-kept");
    await reporter.press("cases.before.new");
    await reporter.heading("cases.what.title");
    expect(await typed(reporter)).toBe("");
    await reporter.context.close();
  });

  it("is there again when the page was thrown away before it was kept, and opens the report", async () => {
    for (const language of ["en", "zh-CN"] as const) {
      const reporter = await phone(language);
      const { page, say } = reporter;
      await fillReport(reporter, { what: WRITTEN });
      const receipt = await seal(reporter);
      page.on("dialog", (dialog) => void dialog.accept());
      await page.reload();
      await reporter.heading("cases.before.title");
      expect(await page.getByLabel(say("cases.receipt.label")).innerText()).toBe(receipt);
      await page.screenshot({ path: `.cache/screens/sent-before-${language}-320.png`, fullPage: true });
      await reporter.press("cases.receipt.open");
      await reporter.heading("cases.thread.title");

      await page.reload();
      await reporter.press("cases.before.copy");
      await reporter.button("cases.before.copied").waitFor();
      expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
      await reporter.press("cases.before.new");
      await reporter.heading("cases.what.title");
      expect(await typed(reporter)).toBe("");
      expect(reporter.noticed.faults).toEqual([]);
      await reporter.context.close();
    }
  });

  it("is known by a copy in digits or words, opens the report at once, and Back leads to no empty form", async () => {
    const reporter = await phone("en");
    const { page, say } = reporter;
    await fillReport(reporter, { what: WRITTEN });
    await seal(reporter);
    const check = reporter.field("cases.sent.check-label");
    await check.fill("00000");
    await reporter.sees(say("cases.sent.check-bad"));
    for (const spelling of ["digits", "words"] as const) {
      const copy = (await spelt(reporter, spelling)).slice(0, 9);
      await check.fill(copy);
      await reporter.sees(say("cases.sent.check-good"));
      await check.fill("");
    }
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    await reporter.press("cases.sent.leaving");
    await reporter.heading("cases.thread.title");
    await reporter.go("/");
    await page.goBack();
    await reporter.heading("cases.receipt.title");
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });

  it("is saved with its proof by one press, or without it at once and with it afterwards", async () => {
    const fileOf = async (download: Promise<Download>): Promise<string> =>
      readFileSync(await (await download).path(), "utf8");
    for (const early of [false, true]) {
      const reporter = await phone("en");
      const { page } = reporter;
      await fillReport(reporter, { what: WRITTEN });
      await seal(reporter);
      const first = page.waitForEvent("download");
      await reporter.press("cases.sent.save");
      await reporter.button("cases.sent.proving").waitFor();
      await page.screenshot({ path: ".cache/screens/proving-en-320.png", fullPage: true });
      if (early) await reporter.press("cases.sent.save-now");
      expect((await fileOf(first)).includes('"proof":null')).toBe(early);
      if (early) {
        await reporter.sees(reporter.say("cases.sent.save-again"));
        const second = page.waitForEvent("download");
        await reporter.press("cases.sent.save");
        expect(await fileOf(second)).not.toContain('"proof":null');
      }
      expect(reporter.noticed.faults).toEqual([]);
      await reporter.context.close();
    }
  });

  it("typed and followed by Enter opens the report, and no second line is begun", async () => {
    const reporter = await phone("en");
    const { page, say } = reporter;
    await fillReport(reporter, { what: WRITTEN });
    const receipt = await seal(reporter);
    page.on("dialog", (dialog) => void dialog.accept());
    await reporter.go("/return");
    const box = page.getByRole("textbox", { name: say("cases.receipt.label") });
    await box.fill(receipt.slice(0, 6));
    await box.press("Enter");
    await reporter.sees(say("cases.receipt.not"));
    expect(await box.inputValue()).toBe(receipt.slice(0, 6));
    await box.fill(receipt);
    await box.press("Enter");
    await reporter.heading("cases.thread.title");
    const more = reporter.field("cases.thread.more");
    await more.fill("And one thing more.");
    await page.waitForFunction(() => window.onbeforeunload !== null);
    await more.fill("");
    await page.waitForFunction(() => window.onbeforeunload === null);
    await reporter.context.close();
  });
});
