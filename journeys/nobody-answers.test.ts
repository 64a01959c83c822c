import type { Founder } from "@niuniu/sample";
import { makeReport } from "@niuniu/sample";
import { spellCode } from "@niuniu/seal";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStage, PHONE, visit, type Visitor } from "./browser.ts";
import { DAY, random, type House } from "./house.ts";
import { caseOf, comeBack, fillReport, nothingDiffers, seal } from "./reporter.ts";
import { pictures } from "./screens.ts";

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  ({ house, browser, close } = await openStage());
});
afterAll(() => close());

interface Owed {
  readonly owner: string;
  readonly due: number;
}

/** Who owes what by when, as the server keeps it. */
async function owedIn(caseId: string): Promise<Owed> {
  const [row] = await house.query("select owner, due from cases_case where id = $1", [caseId]);
  const { owner, due } = row as { readonly owner: string; readonly due: Date };
  return { owner, due: due.getTime() };
}

/** Waits until somebody else owns the case; nobody asks the server anything meanwhile. */
async function movedFrom(caseId: string, before: Owed): Promise<Owed> {
  await expect.poll(async () => (await owedIn(caseId)).owner, { timeout: 15_000 }).not.toBe(before.owner);
  return owedIn(caseId);
}

const named = (id: string): Founder => {
  const founder = house.founders.find((one) => one.id === id);
  if (founder === undefined) throw new Error(`nobody is called ${id}`);
  return founder;
};

/** `/return` tells who missed which date and who owns the case now, and its own reckoning agrees. */
async function tellsOfTheMiss(reporter: Visitor, missed: Owed, now: Owed): Promise<void> {
  const { say } = reporter;
  await reporter.sees(
    say("cases.thread.missed.answer", { name: named(missed.owner).name, day: "|" }).split("|")[0] ?? "",
  );
  await reporter.sees(say("cases.thread.moved.missed", { name: named(now.owner).name }));
  await reporter.sees(say("cases.thread.owed.answer", { name: named(now.owner).name, date: "|" }).split("|")[0] ?? "");
  await nothingDiffers(reporter);
}

/** The number under a heading of the public page. */
const figure = async ({ page, say }: Visitor, key: string): Promise<string> =>
  page
    .locator("dl > div")
    .filter({ hasText: say(key) })
    .locator("dd")
    .innerText();

async function publicPage(visitor: Visitor, overdue: string): Promise<void> {
  const { page, say } = visitor;
  await visitor.go("/");
  await visitor.sees(say("cases.front.missed-ever", { n: "1–4" }));
  await expect.poll(() => figure(visitor, "cases.front.overdue")).toBe(overdue);
  await page.getByText(say("people.front.checked")).waitFor();
}

describe("when nobody answers", () => {
  let reporter: Visitor;
  let receipt = "";
  let caseId = "";

  it("the case moves to the next person by itself, and the reporter and the public see it", async () => {
    reporter = await visit(browser, house, { language: "zh-CN", width: PHONE });
    const { say } = reporter;
    await reporter.go("/");
    await reporter.sees(say("cases.front.missed-ever", { n: say("cases.front.none") }));
    expect(await figure(reporter, "cases.front.overdue")).toBe(say("cases.front.none"));
    await fillReport(reporter, { what: "主管在群里公开羞辱我。" });
    receipt = await seal(reporter);
    caseId = caseOf(receipt);
    const before = await owedIn(caseId);

    house.clock.moveTo(before.due - 120_000);
    await reporter.syncClock();
    await comeBack(reporter, receipt);
    await reporter.sees(
      say("cases.thread.owed.answer", { name: named(before.owner).name, date: "|" }).split("|")[0] ?? "",
    );
    expect((await owedIn(caseId)).owner).toBe(before.owner);

    // From here on nobody presses anything: the date passes.
    house.clock.moveTo(before.due + 1_000);
    const after = await movedFrom(caseId, before);
    expect(after.due).toBeGreaterThan(house.clock.now());

    await reporter.syncClock();
    await comeBack(reporter, receipt);
    await tellsOfTheMiss(reporter, before, after);
    await pictures(reporter, "missed-1-return");
    await publicPage(reporter, "1–4");
    await pictures(reporter, "missed-2-home");
    expect(reporter.noticed.faults).toEqual([]);
  });

  it("a date that passed while the server was away is acted on before the first request is served", async () => {
    const before = await owedIn(caseId);
    await house.stop();
    house.clock.moveTo(before.due + 3 * DAY);
    await house.restart();
    // Nothing has asked yet but this look into the database.
    const after = await owedIn(caseId);
    expect(after.owner).not.toBe(before.owner);
    expect(after.due).toBeGreaterThan(house.clock.now());
    const fresh = await visit(browser, house, { language: "en", width: PHONE });
    await comeBack(fresh, receipt);
    const { say } = fresh;
    await fresh.sees(say("cases.thread.moved.missed", { name: named(after.owner).name }));
    expect(fresh.noticed.faults).toEqual([]);
  });

  it("a server that lets a date pass quietly is named by the reporter's page", async () => {
    const said = { what: "Nobody answers me.", language: "en" as const };
    const { composed } = await makeReport(house.origin, said, { now: house.clock.now(), random });
    const code = spellCode(composed.receipt);
    const { due } = await owedIn(caseOf(code));
    // The server's timer is taken away, as a host who wants quiet might do.
    await house.query("delete from host_timer where kind like 'cases/%'");
    const visitor = await visit(browser, house, { language: "en", width: PHONE });
    await visitor.context.clock.setSystemTime(due + 3_600_000);
    house.clock.moveTo(due + 3_600_000);
    await comeBack(visitor, code);
    await visitor.page
      .getByRole("alert")
      .filter({ hasText: visitor.say("cases.thread.differs") })
      .waitFor();
    await pictures(visitor, "missed-3-differs");
  });
});
