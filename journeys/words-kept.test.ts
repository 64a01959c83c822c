import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { DESKTOP, PHONE, visit, type Visitor } from "./browser.ts";
import { caseOf, comeBack, fillReport, seal } from "./reporter.ts";
import { pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";

/* Nothing that somebody typed is lost. */

const stage = stageForAll();
const WRITTEN = "He moved all my shifts to the night.";

/** What a page does by itself when a browser gives it less than others do. */
const without = {
  storage: () => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      const get = (): never => {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      };
      Object.defineProperty(window, name, { get });
    }
  },
  packing: () => Reflect.deleteProperty(window, "CompressionStream"),
  clipboard: () => Object.defineProperty(navigator, "clipboard", { value: undefined }),
};

async function phone(language: "en" | "zh-CN", ...lacks: readonly (keyof typeof without)[]): Promise<Visitor> {
  const visitor = await visit(stage.browser, stage.house, { language, width: PHONE });
  for (const one of lacks) await visitor.context.addInitScript(without[one]);
  return visitor;
}

const typed = ({ page, say }: Visitor): Promise<string> =>
  page.getByRole("textbox", { name: say("cases.what.title") }).inputValue();

/** Answers the browser's question whether to leave, and tells that it was asked. */
function asked(page: Page): readonly string[] {
  const questions: string[] = [];
  page.on("dialog", (dialog) => {
    questions.push(dialog.type());
    void dialog.dismiss();
  });
  return questions;
}

describe("a browser that gives a page less than others", () => {
  it("and lets it keep nothing: every page works, and the form says what will be lost and asks before it is closed", async () => {
    const reporter = await phone("en", "storage");
    const { page, say } = reporter;
    for (const path of ["/", "/report", "/return", "/record", "/verify", "/desk"]) {
      await reporter.go(path);
      await page.getByRole("heading", { level: 1 }).first().waitFor();
    }
    await reporter.go("/report");
    await page.getByRole("textbox", { name: say("cases.what.title") }).fill(WRITTEN);
    await reporter.sees(say("cases.draft.nowhere"));
    await page.screenshot({ path: ".cache/screens/keeps-nothing-en-320.png", fullPage: true });
    const questions = asked(page);
    await page.reload({ timeout: 3_000 }).catch(() => undefined);
    expect(questions).toEqual(["beforeunload"]);
    expect(await typed(reporter)).toBe(WRITTEN);
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });

  it("and packs nothing and copies nothing: the report is sent, and the receipt is selected to be copied by hand", async () => {
    const reporter = await phone("zh-CN", "packing", "clipboard");
    await fillReport(reporter, { what: WRITTEN });
    const receipt = await seal(reporter);
    await reporter.press("cases.sent.copy");
    await reporter.sees(reporter.say("cases.sent.copy-failed"));
    expect(await reporter.page.evaluate(() => getSelection()?.toString())).toBe(receipt);
    await reporter.page.screenshot({ path: ".cache/screens/copy-failed-zh-CN-320.png", fullPage: true });
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });
});

/** Goes a step on, and tells which one the tab's history and the draft name at the moment the page first changes. */
async function keptWhenShown({ button }: Visitor): Promise<readonly unknown[]> {
  return button("cases.next").evaluate(
    (next: HTMLElement) =>
      new Promise<readonly unknown[]>((tell) => {
        new MutationObserver(() => {
          const draft = JSON.parse(sessionStorage.getItem("niuniu.draft") ?? "{}") as { readonly step?: number };
          tell([history.state, draft.step]);
        }).observe(document.body, { childList: true, subtree: true });
        next.click();
      }),
  );
}

describe("whoever begins to write", () => {
  it("is told on the first screen to whom, and there that a line is not open yet", async () => {
    const reporter = await phone("en");
    await reporter.go("/report");
    const what = reporter.page.getByRole("textbox", { name: reporter.say("cases.what.title") });
    const asked = (): number => reporter.noticed.requests.filter((one) => one.includes("/people/roster")).length;
    expect(asked()).toBe(0);
    await what.focus();
    await reporter.sees("云上牧场（示例） · Cloud Pasture (sample)");
    expect(await what.evaluate((area) => area === document.activeElement)).toBe(true);
    await what.fill(Array.from({ length: 60 }, () => WRITTEN).join("\n"));
    for (const title of ["cases.more.title", "cases.how.title", "cases.check.title"]) {
      await reporter.press("cases.next");
      await reporter.heading(title);
    }
    expect(asked()).toBe(1);
    // A long report is folded, so that the way to send it is near.
    const far = (): Promise<number> => reporter.button("cases.check.send").evaluate((it: HTMLElement) => it.offsetTop);
    const folded = await far();
    await pictures(reporter, "report-folded");
    await reporter.press("cases.check.all");
    expect((await far()) - folded).toBeGreaterThan(1_000);
    await reporter.context.close();

    const early = await phone("zh-CN");
    await early.page.route("**/people/roster", async (route) => {
      const answer = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...answer, statements: [] } });
    });
    await early.go("/report");
    await early.page.getByRole("textbox").fill(WRITTEN);
    await early.sees(early.say("cases.check.closed"));
    await early.heading("cases.what.title");
    await pictures(early, "report-not-open");
    await early.context.close();
  });
});

describe("the last look before sending", () => {
  it("says that there is more where turning the phone folds a text that stood there whole", async () => {
    const reporter = await visit(stage.browser, stage.house, { language: "en", width: DESKTOP });
    await fillReport(reporter, { what: "He said it again at the printer, and two people heard it. ".repeat(10) });
    expect(await reporter.button("cases.check.all").count()).toBe(0);
    await reporter.page.setViewportSize({ width: PHONE, height: 640 });
    await reporter.press("cases.check.all");
    await reporter.button("cases.check.all").waitFor({ state: "detached" });
    await reporter.context.close();
  });
});

describe("a draft", () => {
  it("outlives Escape held down or pressed in an input method, and the browser's own way back", async () => {
    const reporter = await phone("zh-CN");
    const { page, say } = reporter;
    await reporter.go("/report");
    const what = page.getByRole("textbox", { name: say("cases.what.title") });
    await what.fill(WRITTEN);
    // A key that is held comes again and again before it goes up.
    for (let times = 0; times < 6; times++) await page.keyboard.down("Escape");
    await page.keyboard.up("Escape");
    await what.evaluate((area) => {
      for (const more of [{ isComposing: true }, { keyCode: 229 }, { keyCode: 229 }, { isComposing: true }])
        area.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, ...more }));
    });
    expect(await typed(reporter)).toBe(WRITTEN);

    expect(await keptWhenShown(reporter)).toEqual([2, 2]);
    await reporter.heading("cases.more.title");
    await reporter.field("cases.more.where").fill("Hall 3");
    await reporter.press("cases.next");
    await reporter.heading("cases.how.title");
    await page.goBack();
    await reporter.heading("cases.more.title");
    expect(await reporter.field("cases.more.where").inputValue()).toBe("Hall 3");
    await page.reload();
    await reporter.heading("cases.more.title");
    await page.goBack();
    await reporter.heading("cases.what.title");
    expect(await typed(reporter)).toBe(WRITTEN);

    // Pressed twice, before a slow browser itself has gone back once.
    for (const title of ["cases.more.title", "cases.how.title", "cases.check.title"]) {
      await reporter.press("cases.next");
      await reporter.heading(title);
    }
    await page.evaluate(() => {
      const go = history.go.bind(history);
      history.go = (by) => void setTimeout(() => go(by), 1_000);
    });
    for (const title of ["cases.how.title", "cases.more.title"]) {
      await reporter.press("cases.back");
      await reporter.heading(title);
    }
    await page.waitForFunction(() => history.state === 2);
    await page.clock.runFor(2_000);
    expect(await page.evaluate(() => history.state as unknown)).toBe(2);
    await reporter.heading("cases.more.title");
    expect(await reporter.field("cases.more.where").inputValue()).toBe("Hall 3");
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });
});

/** The receipt of a report that is sent, on a page that asks nobody before it is left. */
async function sealAndLeave(reporter: Visitor): Promise<string> {
  const receipt = await seal(reporter);
  await reporter.page.evaluate(() => (window.onbeforeunload = null));
  return receipt;
}

/** Holds every message back until the answer is called. */
async function heldBack(page: Page): Promise<(value?: undefined) => void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  await page.route("**/cases/say", async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

describe("what is being said in a case", () => {
  it("is there again when the page was thrown away, with its own receipt alone, until it is cleared, sent or left quickly", async () => {
    const reporter = await phone("zh-CN");
    const { page } = reporter;
    await fillReport(reporter, { what: WRITTEN });
    const receipt = await seal(reporter);
    await reporter.press("cases.sent.copy");
    await reporter.button("cases.sent.copied").waitFor();
    const more = reporter.field("cases.thread.more");
    const kept = (): Promise<string> =>
      page.evaluate(() =>
        JSON.stringify(Object.fromEntries(Object.entries(sessionStorage).filter(([key]) => key !== "niuniu.language"))),
      );
    await comeBack(reporter, receipt);
    await more.fill(WRITTEN);
    await reporter.sees(reporter.say("cases.thread.kept"));
    expect(await kept()).toContain("niuniu.said");
    for (const name of [WRITTEN, caseOf(receipt), ...receipt.split(/\W+/).filter((part) => part.length > 1)])
      expect(await kept()).not.toContain(name);
    const questions = asked(page);
    await page.reload({ timeout: 3_000 }).catch(() => undefined);
    expect(questions).toEqual(["beforeunload"]);
    // A tab that is thrown away asks nobody.
    await page.evaluate(() => (window.onbeforeunload = null));
    await comeBack(reporter, receipt);
    expect(await more.inputValue()).toBe(WRITTEN);
    await pictures(reporter, "return-kept");
    await reporter.press("cases.thread.clear");
    await reporter.press("cases.thread.clear-go");
    expect([await more.inputValue(), await kept()]).toEqual(["", "{}"]);
    await more.fill(WRITTEN);
    await reporter.press("cases.thread.send");
    await reporter.sees(reporter.say("cases.thread.sent"));
    expect(await kept()).toBe("{}");
    // What is typed while that before it is on its way is not taken for sent.
    const taken = await heldBack(page);
    await more.fill("He did it again.");
    await reporter.press("cases.thread.send");
    await more.fill(`He did it again. ${WRITTEN}`);
    taken();
    await reporter.sees(reporter.say("cases.thread.sent"));
    expect(await more.inputValue()).toBe(WRITTEN);
    await more.fill(receipt);
    await reporter.sees(reporter.say("cases.thread.kept-not"));
    expect(await kept()).toBe("{}");
    await more.fill(WRITTEN);
    await reporter.press("ui.exit");
    await page.waitForURL((url) => !url.href.includes("/return"));
    await reporter.go("/return");
    expect(await kept()).toBe("{}");
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });

  it("stays in memory alone where the browser keeps nothing, and that is said", async () => {
    const reporter = await phone("en", "storage");
    await fillReport(reporter, { what: WRITTEN });
    await comeBack(reporter, await sealAndLeave(reporter));
    await reporter.field("cases.thread.more").fill(WRITTEN);
    await reporter.sees(reporter.say("cases.thread.kept-nowhere"));
    await reporter.press("cases.thread.send");
    await reporter.sees(reporter.say("cases.thread.sent"));
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();
  });
});
