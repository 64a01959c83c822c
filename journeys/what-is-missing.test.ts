import { expect, it } from "vitest";
import { DESKTOP, PHONE, visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { caseOf, comeBack, fillReport, seal } from "./reporter.ts";
import { stageForAll } from "./stage.ts";

/* A button that cannot do what it says tells what is missing, where it is missing. */

const stage = stageForAll();

/** The words stand on the page, and the field they belong to has the focus. */
async function asksFor({ page, sees }: Visitor, words: string): Promise<void> {
  await sees(words);
  const about = (): Promise<readonly (string | null | undefined)[]> =>
    page.evaluate(() => {
      const field = document.activeElement;
      const ids = field?.getAttribute("aria-describedby")?.split(" ") ?? [];
      return [field?.getAttribute("aria-invalid"), ...ids.map((id) => document.getElementById(id)?.textContent)];
    });
  await expect.poll(async () => (await about())[0]).toBe("true");
  expect((await about()).slice(1)).toContain(words);
}

it("sending nothing says so, to whoever reports and to whoever answers", async () => {
  for (const language of ["en", "zh-CN"] as const) {
    const reporter = await visit(stage.browser, stage.house, { language, width: PHONE });
    await reporter.go("/report");
    await reporter.press("cases.next");
    await asksFor(reporter, reporter.say("cases.what.empty"));
    await reporter.go("/return");
    await reporter.press("cases.receipt.open");
    await asksFor(reporter, reporter.say("cases.receipt.not"));
    await fillReport(reporter, { what: "He asks me to drink." });
    const receipt = await seal(reporter);
    await comeBack(reporter, receipt);
    await reporter.field("cases.thread.more").fill(" \u200b");
    await reporter.press("cases.thread.send");
    await asksFor(reporter, reporter.say("cases.what.empty"));
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();

    const [row] = await stage.house.query("select owner from cases_case where id = $1", [caseOf(receipt)]);
    const owner = stage.house.founders.find(({ id }) => id === row?.["owner"]);
    if (owner === undefined) throw new Error("nobody owes anything");
    const desk = await visit(stage.browser, stage.house, { language, width: DESKTOP });
    await signIn(desk, owner);
    await openRow(desk, caseOf(receipt));
    await openReport(desk);
    await desk.press("cases.desk.reply.send");
    await asksFor(desk, desk.say("cases.desk.reply.empty"));
    await desk.press("cases.desk.bar.postpone");
    await desk.press("cases.desk.dialog.postpone.send");
    await asksFor(desk, desk.say("cases.desk.dialog.postpone.empty"));
    await desk.page.keyboard.press("Escape");
    await goTo(desk, "keys");
    await desk.press("people.absence.look");
    await asksFor(desk, desk.say("people.absence.no-days"));
    await desk.field("people.absence.until").fill("2026-01-05");
    await desk.press("people.absence.look");
    await asksFor(desk, desk.say("people.absence.backwards"));
    expect(desk.noticed.faults).toEqual([]);
    await desk.context.close();
  }
});
