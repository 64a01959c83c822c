import { randomBytes } from "node:crypto";
import { dayOf } from "@niuniu/owe";
import type { Founder } from "@niuniu/sample";
import { recipientOf, recipientText, recipientBytes, sealTo } from "@niuniu/seal";
import { openEnvelope } from "@niuniu/seal/open";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, PHONE, visit, type Visitor } from "./browser.ts";
import { openReport, openRow, reply, signIn } from "./handler.ts";
import type { House } from "./house.ts";
import { handlerOverHttp, refusalOf } from "./over-http.ts";
import { comeBack, fillReport, seal } from "./reporter.ts";
import { picture, pictures } from "./screens.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

const SECRET = "茶水间里他又提起那件事，门牌 4711。";

/** Everything a browser keeps for a site, by kind; run on a page of this site. */
function keptBy(page: Page): Promise<Record<string, readonly string[]>> {
  return page.evaluate(async () => ({
    cookies: document.cookie === "" ? [] : [document.cookie],
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name ?? ""),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  }));
}
const NOTHING = { cookies: [], local: [], session: [], databases: [], caches: [], workers: [] };

/** The page is empty, and nothing of it can be reached any more by "back". */
async function isGone({ page }: Visitor): Promise<void> {
  await page.waitForURL("about:blank");
  expect(await page.evaluate(() => document.body.textContent)).toBe("");
  expect(await page.title()).toBe("");
}

/** Goes back through the whole history of the tab; true if the words stand on any page of the way, or in a field of it. */
async function backFinds(page: Page, words: string): Promise<boolean> {
  const steps = await page.evaluate(() => history.length);
  for (let step = 1; step < steps; step++) {
    await page.goBack();
    const shown = await page.evaluate(() => {
      const fields = [...document.querySelectorAll("textarea")].map(({ value }) => value);
      return [document.body.innerText, ...fields].join("\n");
    });
    if (shown.includes(words)) return true;
  }
  return false;
}

describe("the privacy of a reporter", () => {
  it("a whole report and the way back set no cookie, keep nothing, and ask nobody else", async () => {
    const reporter = await visit(browser, house, { width: PHONE });
    const { page, context, noticed } = reporter;
    const violations: string[] = [];
    await context.exposeFunction("violated", (text: string) => violations.push(text));
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        (window as unknown as { violated: (text: string) => void }).violated(event.violatedDirective);
      });
    });
    await fillReport(reporter, { what: SECRET });
    expect((await keptBy(page))["session"]).toEqual(["niuniu.draft"]);
    const receipt = await seal(reporter);
    await reporter.press("cases.sent.copy");
    await reporter.button("cases.sent.copied").waitFor();
    expect(await keptBy(page)).toEqual(NOTHING);
    await comeBack(reporter, receipt);
    await reporter.field("cases.thread.more").fill("还有一句。");
    await reporter.press("cases.thread.send");
    await reporter.sees(reporter.say("cases.thread.sent"));
    expect(await keptBy(page)).toEqual(NOTHING);

    // The public page alone remembers something: which committee this device saw, the same for every visitor.
    await reporter.go("/");
    await reporter.sees(reporter.say("people.front.checked"));
    expect(await keptBy(page)).toEqual({ ...NOTHING, local: ["niuniu.first-statement"] });
    expect(await context.cookies()).toEqual([]);
    const elsewhere = noticed.requests.filter((request) => !request.includes(` ${house.origin}/`));
    expect(elsewhere).toEqual([]);
    expect(noticed.requests.filter((request) => request.includes(receipt.slice(0, 5)))).toEqual([]);
    expect(noticed.faults).toEqual([]);
    expect(violations).toEqual([]);
  });

  it("no tag that came with an earlier answer goes out again, on the public page, the form or the way back", async () => {
    const reporter = await visit(browser, house, { width: PHONE });
    const session = await reporter.context.newCDPSession(reporter.page);
    await session.send("Network.enable");
    const named: string[] = [];
    session.on("Network.requestWillBeSentExtraInfo", ({ headers }) => {
      const path = Object.entries(headers).find(([name]) => name === ":path" || name.toLowerCase() === "referer")?.[1];
      if (Object.keys(headers).some((name) => /^if-(none-match|modified-since)$/i.test(name)))
        named.push(`${headers["Sec-Fetch-Dest"] ?? ""} ${path ?? ""}`.trim());
    });
    for (let visits = 0; visits < 2; visits++) {
      await reporter.go("/");
      await reporter.sees(reporter.say("people.front.checked"));
      // The second time the draft is still there.
      if (visits === 0) await fillReport(reporter, { what: SECRET });
      else await reporter.go("/report");
      await reporter.sees(reporter.say("cases.check.signed"));
    }
    await comeBack(reporter, await seal(reporter));
    // The page itself is the browser's to ask for.
    expect(named.filter((dest) => dest !== "document")).toEqual([]);
    await reporter.context.close();
  });

  it("a browser that lets no page keep anything reports, comes back and leaves all the same", async () => {
    const reporter = await visit(browser, house, { language: "en", width: PHONE });
    const { page, context, noticed } = reporter;
    await context.addInitScript(() => {
      for (const name of ["localStorage", "sessionStorage"]) {
        const get = (): never => {
          throw new DOMException("Access is denied for this document.", "SecurityError");
        };
        Object.defineProperty(window, name, { get });
      }
    });
    await reporter.go("/");
    await reporter.sees(reporter.say("people.front.checked"));
    await fillReport(reporter, { what: SECRET });
    const receipt = await seal(reporter);
    await reporter.press("cases.sent.copy");
    await reporter.button("cases.sent.copied").waitFor();
    await comeBack(reporter, receipt);
    await page.getByRole("button", { name: reporter.say("ui.exit"), exact: true }).click();
    await isGone(reporter);
    expect(noticed.faults).toEqual([]);
    await context.close();
  });

  it("leaving quickly empties the screen, and Back does not return", async () => {
    const reporter = await visit(browser, house, { width: PHONE });
    const { page } = reporter;
    await fillReport(reporter, { what: SECRET });
    await reporter.press("ui.exit");
    await isGone(reporter);
    expect(await backFinds(page, SECRET)).toBe(false);
    await reporter.go("/openapi.json");
    expect(await keptBy(page)).toEqual(NOTHING);

    await fillReport(reporter, { what: SECRET });
    const receipt = await seal(reporter);
    await comeBack(reporter, receipt);
    for (let press = 0; press < 3; press++) await page.keyboard.press("Escape");
    await isGone(reporter);
    expect(await backFinds(page, SECRET.slice(0, 8))).toBe(false);
    expect(reporter.noticed.faults).toEqual([]);
  });

  it("after leaving quickly, Back shows no page of this line, and whoever comes anew is shown it", async () => {
    // By the browser's own clock: with one of ours it does not tell how a page was come to.
    const context = await browser.newContext({ locale: "en" });
    const page = await context.newPage();
    const shown: string[] = [];
    await page.exposeFunction("sees", (text: string) => shown.push(text));
    await page.addInitScript(() => {
      const { sees } = window as unknown as { sees: (text: string) => void };
      const look = (): void => sees(document.querySelector("h1")?.textContent ?? "");
      document.addEventListener("DOMContentLoaded", () => {
        look();
        new MutationObserver(look).observe(document.documentElement, { childList: true, subtree: true });
      });
    });
    await page.goto(`${house.origin}/`);
    await page.getByRole("link", { name: "Make a report" }).click();
    await page.getByRole("textbox").fill(SECRET);
    await page.getByRole("button", { name: "Next" }).click();
    await page.getByRole("heading", { name: "When, where, who?" }).waitFor();
    await page.getByRole("button", { name: "Leave quickly" }).click();
    await page.waitForURL("about:blank");
    shown.length = 0;
    const comeTo: string[] = [];
    page.on("framenavigated", (frame) => comeTo.push(frame.url()));
    const blankAgain = async (path: string): Promise<void> => {
      comeTo.length = 0;
      await page.evaluate(() => history.back());
      await expect.poll(() => comeTo).toEqual([house.origin + path, "about:blank"]);
      expect(await page.title()).toBe("");
    };
    await blankAgain("/report");
    await blankAgain("/");
    expect(shown.filter((heading) => heading !== "")).toEqual([]);

    await page.goto(`${house.origin}/report`);
    await page.getByRole("heading", { name: "What happened?" }).waitFor();
    expect(await page.getByRole("textbox").inputValue()).toBe("");
    expect((await keptBy(page))["session"]).toEqual([]);
    await page.getByRole("link", { name: "For the committee" }).click();
    await page.waitForURL("**/desk");
    await page.goBack();
    await page.getByRole("heading", { name: "What happened?" }).waitFor();
    await context.close();
  });

  it("leaving quickly is never held up by a question, not even before the receipt was kept", async () => {
    const reporter = await visit(browser, house, { width: PHONE });
    const asked: string[] = [];
    reporter.page.on("dialog", (dialog) => {
      asked.push(dialog.type());
      void dialog.accept();
    });
    await fillReport(reporter, { what: SECRET });
    const receipt = await seal(reporter);
    await reporter.press("ui.exit");
    await isGone(reporter);
    expect(await backFinds(reporter.page, receipt)).toBe(false);
    expect(asked).toEqual([]);
  });
});

describe("without JavaScript", () => {
  const own = new Uint8Array(randomBytes(32));
  let number = "";
  let caseId = "";
  let struck: Founder;

  it("a file sealed by hand is taken in, to those who were not struck out", async () => {
    const reporter = await visit(browser, house, { language: "en", width: PHONE, javaScript: false });
    const { page } = reporter;
    await reporter.go("/report");
    await page.getByRole("link", { name: "seal a file with your own tool" }).click();
    await page.getByRole("heading", { name: "Report without JavaScript" }).waitFor();
    struck = house.founders.find(({ side }) => side === "employer")!;
    const lines = (await page.getByLabel("recipients.txt").inputValue()).trim().split("\n");
    expect(lines).toHaveLength(10);
    // As the page says: the two lines of whoever is left out are deleted.
    const at = lines.findIndex((line) => line.startsWith(`# ${struck.name}`));
    const recipients = lines.toSpliced(at, 2).filter((line) => !line.startsWith("#"));
    const text = `${SECRET}\n${recipientText(await recipientOf(own))}\n`;
    const file = await sealTo(
      [...recipients.map(recipientBytes), await recipientOf(own)],
      new TextEncoder().encode(text),
    );
    await page.getByRole("checkbox", { name: new RegExp(`^${struck.name}`) }).check();
    await page
      .getByLabel("The file report.age")
      .setInputFiles({ name: "report.age", mimeType: "application/octet-stream", buffer: Buffer.from(file) });
    await picture(page, "sealed-1-form-en-320-light");
    await page.getByRole("button", { name: "Hand in" }).click();
    await page.getByRole("heading", { name: "Your report is here" }).waitFor();
    number = await page.getByRole("strong").innerText();
    expect(number).toMatch(/^(\d{5} ){5}\d{5}$/);
    await picture(page, "sealed-2-number-en-320-light");
    const [row] = await house.query("select id, struck, readers from cases_case where auth is null");
    caseId = String(row?.["id"]);
    expect(row?.["struck"]).toEqual([struck.id]);
    expect(row?.["readers"]).not.toContain(struck.id);
    const theirs = await handlerOverHttp(house.origin, struck, () => dayOf(house.clock.now(), CALENDAR));
    expect(await refusalOf(theirs.thread(caseId))).toBe("cases/unknown-case");
  });

  it("the owner reads it at the desk, and the answer opens with the sender's own key", async () => {
    const [row] = await house.query("select owner from cases_case where id = $1", [caseId]);
    const owner = house.founders.find(({ id }) => id === row?.["owner"])!;
    const desk = await visit(browser, house, { language: "en" });
    await signIn(desk, owner);
    await openRow(desk, caseId);
    await openReport(desk);
    await desk.sees(SECRET);
    await reply(desk, "We have read your file.");
    await pictures(desk, "desk-sealed");
    expect(desk.noticed.faults).toEqual([]);

    const reporter = await visit(browser, house, { language: "en", width: PHONE, javaScript: false });
    const { page } = reporter;
    await reporter.go("/cases/sealed");
    await page.getByLabel("Pick-up number (30 digits)").fill(number);
    await page.getByRole("button", { name: "Look" }).click();
    await page.getByText(owner.name).waitFor();
    await page.getByText("Somebody has opened it through this server.").waitFor();
    const armour = await page.getByRole("textbox").first().inputValue();
    await picture(page, "sealed-3-answer-en-320-light");
    const answer = Buffer.from(armour.replaceAll(/-----.*-----/g, ""), "base64");
    const { header } = await openEnvelope(own, new Uint8Array(answer));
    expect(header).toMatchObject({ case: caseId, text: "We have read your file." });
    expect(await reporter.context.cookies()).toEqual([]);
    const elsewhere = reporter.noticed.requests.filter((request) => !request.includes(` ${house.origin}/`));
    expect(elsewhere).toEqual([]);
  });
});

const CALENDAR = { offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" };
