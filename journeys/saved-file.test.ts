import { smallLog } from "@niuniu/trust/testing";
import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, PHONE, visit, type Visitor } from "./browser.ts";
import type { House } from "./house.ts";
import { caseOf, comeBack, fillReport, nothingDiffers, seal, sealedAt } from "./reporter.ts";
import { pictures } from "./screens.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

const WRITTEN = "主管把我的排班全改到夜里，因为我投诉过他。";

interface File {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Saves what a button on the page hands out. */
async function saved({ page }: Visitor, press: () => Promise<void>): Promise<File> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), mimeType: "text/plain", buffer: readFileSync(await download.path()) };
}

/** Comes back with the file alone. */
async function comeBackWith(reporter: Visitor, file: File): Promise<void> {
  await reporter.go("/return");
  await reporter.page.locator("input[type=file]").setInputFiles(file);
  await reporter.button("cases.receipt.open").waitFor();
  await reporter.page.getByRole("button", { name: file.name }).waitFor();
  await reporter.press("cases.receipt.open");
}

describe("the saved receipt file", () => {
  it("opens the report, is held against it, and speaks when the server does not know it any more", async () => {
    const reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
    const { page, say } = reporter;
    await fillReport(reporter, { what: WRITTEN });
    const receipt = await seal(reporter);
    await reporter.press("cases.sent.save");
    const early = await saved(reporter, () => reporter.press("cases.sent.save-now"));
    expect(early.buffer.toString()).toContain(receipt);
    expect(early.buffer.toString()).not.toContain(WRITTEN);
    await sealedAt(house, reporter);
    await reporter.sees(say("cases.sent.save-again"));
    const whole = await saved(reporter, () => reporter.press("cases.sent.save"));

    await comeBackWith(reporter, whole);
    await reporter.heading("cases.thread.title");
    await nothingDiffers(reporter);
    await reporter.sees(say("cases.thread.file-holds"));
    expect(await page.getByText(say("cases.record.alarm")).count()).toBe(0);
    await pictures(reporter, "return-5-file");

    await comeBack(reporter, receipt);
    expect(await page.getByText(say("cases.thread.file-holds")).count()).toBe(0);
    const damaged = { ...whole, buffer: Buffer.from(whole.buffer.toString().replace('"case":"', '"case":"X')) };
    await comeBackWith(reporter, damaged);
    await reporter.sees(say("cases.record.f.other-file"));

    // The host forgets the case altogether.
    await house.query("delete from cases_entry where case_id = $1", [caseOf(receipt)]);
    await house.query("delete from cases_case where id = $1", [caseOf(receipt)]);
    await comeBackWith(reporter, whole);
    await reporter.heading("cases.record.unknown-title");
    await reporter.sees(say("cases.record.do-unknown"));
    await pictures(reporter, "return-6-unknown");
    const evidence = (await saved(reporter, () => reporter.press("cases.record.save"))).buffer.toString();
    expect(evidence).toContain("niuniu promise v1");
    expect(evidence).not.toContain(receipt);
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });

  it("shows a record that is another one than the file remembers", async () => {
    const reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
    await fillReport(reporter, { what: WRITTEN });
    await seal(reporter);
    await sealedAt(house, reporter);
    const file = await saved(reporter, () => reporter.press("cases.sent.save"));
    const fork = await smallLog();
    for (let at = 0; at < 40; at++) await fork.seal(house.clock.now() + at * 10_000);
    await reporter.context.route("**/record/consistency/**", async (route) => {
      const [from = 1, to = 2] = new URL(route.request().url()).pathname.split("/").slice(-2).map(Number);
      const hashes = (await fork.between(from, to)) ?? [];
      await route.fulfill({ json: { hashes: hashes.map((hash) => Buffer.from(hash).toString("base64")) } });
    });
    await comeBackWith(reporter, file);
    await reporter.sees(reporter.say("cases.record.alarm"));
    await pictures(reporter, "return-7-fork");
    await reporter.context.close();
  });
});
