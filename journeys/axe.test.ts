import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { AxeResults } from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DESKTOP, openStage, PHONE, visit, type Visitor } from "./browser.ts";
import { enterCode, join, nameSeats } from "./founding.ts";
import { goTo, openReport, openRow, reply, signInHere } from "./handler.ts";
import { openHouse, type House } from "./house.ts";
import { caseOf, comeBack, fillReport, seal } from "./reporter.ts";
import { inEveryLook, PAIRED } from "./screens.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

const AXE = readFileSync(fileURLToPath(new URL("../node_modules/axe-core/axe.min.js", import.meta.url)), "utf8");

/** What axe finds on the page as it stands, whatever it calls it. */
async function foundIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(`window.axe === undefined && (() => { ${AXE} })()`);
  const { violations, passes } = await page.evaluate(() =>
    (window as unknown as { axe: { run: (options: object) => Promise<AxeResults> } }).axe.run({
      resultTypes: ["violations"],
    }),
  );
  // A page on which nothing passes was not looked at.
  expect(passes.length).toBeGreaterThan(5);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}

const look = (visitor: Visitor, name: string): Promise<void> => inEveryLook(visitor, name, foundIn, PAIRED);

/** Only in this journey may a test put a script of its own into a page. */
const visitor = (width: typeof PHONE | typeof DESKTOP): Promise<Visitor> =>
  visit(browser, house, { language: "en", width, bypassPolicy: true });

const HEADINGS = {
  ...{ cases: "cases.desk.cases.title", templates: "templates.title", record: "ledger.desk.title" },
  ...{
    committee: "people.committee.title",
    keys: "people.keys.title",
    notices: "notices.title",
    resolutions: "people.resolutions.title",
  },
} as const;

describe("axe finds nothing", () => {
  let receipt = "";

  it("on the public page and on every screen of the form", async () => {
    const reporter = await visitor(PHONE);
    const { say } = reporter;
    await reporter.go("/");
    await reporter.sees(say("people.front.checked"));
    await look(reporter, "public page");
    await reporter.go("/report");
    await reporter.press("cases.next");
    await reporter.sees(say("cases.what.empty"));
    await look(reporter, "empty form");
    await reporter.page.getByRole("textbox").first().fill("He asks me to drink.");
    await reporter.press("cases.draft.wipe");
    await look(reporter, "wipe the draft");
    await reporter.press("cases.draft.no");
    await fillReport(reporter, { what: "He asks me to drink." }, (name) => look(reporter, name));
  });

  it("on the public record, unfolded, and on how to check it", async () => {
    const somebody = await visitor(PHONE);
    const { page, say } = somebody;
    await somebody.go("/record");
    await somebody.sees(say("ledger.kind.policy"));
    for (const summary of await page.locator("summary").all()) await summary.click();
    await page.locator("li .check").nth(3).waitFor();
    await look(somebody, "public record");
    await somebody.go("/verify");
    await somebody.sees(say("ledger.verify.key"));
    await look(somebody, "verify it yourself");
  });

  it("while choosing who may open it, and on the receipt", async () => {
    const reporter = await visitor(PHONE);
    const { page, say } = reporter;
    await fillReport(reporter, { what: "He asks me to drink." });
    await page.getByText(say("cases.check.compare")).click();
    for (const { name } of house.founders) {
      const strike = reporter.button("cases.check.strike-name", { name });
      if ((await strike.count()) > 0) await strike.click();
    }
    await page.getByRole("alert").filter({ hasText: /\S/ }).first().waitFor();
    await look(reporter, "struck out");
    receipt = await seal(reporter);
    await reporter.field("cases.sent.check-label").fill("00000");
    await look(reporter, "receipt");
  });

  it("on the way back", async () => {
    const reporter = await visitor(PHONE);
    const { page, say } = reporter;
    await reporter.go("/return");
    await page.getByRole("textbox", { name: say("cases.receipt.label") }).fill("7QK4M");
    await reporter.press("cases.receipt.open");
    await reporter.sees(say("cases.receipt.not"));
    await look(reporter, "no receipt");
  });

  it("at the desk, from signing in to an outcome", async () => {
    const [row] = await house.query("select owner from cases_case where id = $1", [caseOf(receipt)]);
    const owner = house.founders.find(({ id }) => id === row?.["owner"])!;
    const desk = await visitor(DESKTOP);
    const { page } = desk;
    await desk.go("/desk");
    await desk.heading("people.sign-in.title");
    await look(desk, "sign in");
    await signInHere(desk, owner, () => look(desk, "unlock"));
    await look(desk, "what I owe");
    await openRow(desk, caseOf(receipt));
    await desk.button("cases.desk.unopened.go").waitFor();
    await look(desk, "unopened");
    await openReport(desk);
    await reply(desk, "I have read it.");
    await look(desk, "opened and answered");
    for (const dialog of ["outcome", "hand-over", "postpone"]) {
      await desk.press(`cases.desk.bar.${dialog}`);
      const above = page.getByRole("dialog");
      await (dialog === "outcome" ? desk.page.locator("section.writing") : above).waitFor();
      await look(desk, dialog);
      await page.keyboard.press("Escape");
    }
    for (const place of ["cases", "committee", "resolutions", "record", "keys"] as const) {
      await goTo(desk, place);
      await desk.heading(HEADINGS[place]);
      await look(desk, place);
    }
    await goTo(desk, "resolutions");
    await desk.button("people.propose.go").waitFor();
    for (const fold of await page.getByRole("main").locator("summary").all()) await fold.click();
    const clocks = page.locator("fieldset details").first().getByRole("textbox");
    await clocks.first().fill("12");
    await clocks.nth(1).fill("soon");
    await look(desk, "clocks to propose");
    await clocks.nth(1).fill("4");
    await desk.press("people.propose.go");
    await look(desk, "sign a proposal");
    await desk.press("people.propose.sign");
    await desk.button("people.resolution.withdraw").waitFor();
    await look(desk, "a resolution");
    const reporter = await visitor(PHONE);
    await comeBack(reporter, receipt);
    await look(reporter, "thread");
    await reporter.press("cases.thread.not-answer");
    await reporter.heading("cases.thread.not-answer-title");
    await look(reporter, "objection");
  });

  it("at the desk, while somebody is told something", async () => {
    const [who] = house.founders;
    const desk = await visitor(DESKTOP);
    const { page, say } = desk;
    await desk.go("/desk");
    await signInHere(desk, who!);
    await goTo(desk, "cases");
    await desk.press("cases.take.title");
    await desk.press("cases.next");
    await desk.sees(say("cases.take.missing.by"));
    await look(desk, "nothing chosen");
    await page.getByRole("radio", { name: say("cases.take.by.phone") }).check();
    await page.getByRole("radio", { name: say("cases.take.agree.yes") }).check();
    await page.getByRole("textbox", { name: say("cases.take.what") }).fill("He asked her to drink.");
    await look(desk, "taking down");
    await desk.press("cases.take.next.spoken");
    await desk.heading("cases.take.back.spoken");
    await look(desk, "reading back");
    await page.getByRole("checkbox", { name: say("cases.take.agreed.spoken") }).check();
    await desk.press("cases.check.send");
    await desk.heading("cases.take.given");
    await look(desk, "a receipt to hand over");
  });

  it("on the pages without a session: set-up, an invitation, and the one without JavaScript", async () => {
    const somebody = await visitor(PHONE);
    const { page } = somebody;
    await somebody.go("/setup");
    await somebody.heading("people.setup.open.title");
    await look(somebody, "set up already");
    await somebody.go("/join");
    await somebody.heading("people.join.no-token.title");
    await look(somebody, "no invitation");
    for (const language of ["en", "zh-CN"]) {
      await somebody.go(`/cases/sealed?lang=${language}`);
      expect(await foundIn(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE);
    }
  });

  it("on every screen of founding and joining", async () => {
    const empty = await openHouse({ empty: true });
    try {
      const operator = await visit(browser, empty, { language: "en", width: DESKTOP, bypassPolicy: true });
      await operator.go("/setup");
      await operator.heading("people.setup.code.title");
      await look(operator, "set-up code");
      await enterCode(operator, empty.setupCode);
      await operator.press("people.setup.seats.go");
      await look(operator, "seats that lack everything");
      const seats = ["Wen Jing", "He Ming", "Jian Su"].map((name) => ({ name, role: "Member" }));
      const [link = ""] = await nameSeats(operator, "Cloud Pasture", seats);
      await look(operator, "invitations");
      const person = await visit(browser, empty, { language: "en", width: PHONE, bypassPolicy: true });
      await join(person, link, { name: "Wen Jing", role: "Member" }, (name) => look(person, name));
      await person.heading("people.room.waiting.title");
      await look(person, "waiting for the others");
    } finally {
      await empty.close();
    }
  });
});
