import { expect, it } from "vitest";
import { PHONE, visit } from "./browser.ts";
import { openReport, openRow, signIn } from "./handler.ts";
import { storedCase } from "./lying-host.ts";
import { caseOf, comeBack, fillReport, seal, spelt } from "./reporter.ts";
import { pictures } from "./screens.ts";
import { stageForAll } from "./stage.ts";

/* Whoever reads a receipt in a message can open the report and write in its sender's name. */

const stage = stageForAll();

const FOUND = { en: /seems to be a receipt in this text/, "zh-CN": /这段文字里好像有一张回执/ };
const said = async (name: string, kind: string): Promise<number> =>
  (await storedCase(stage.house, name)).filter(({ text }) => text.includes(`"kind":"${kind}"`)).length;
const cases = async (): Promise<number> =>
  Number((await stage.house.query("select count(*) as n from cases_case"))[0]?.["n"]);

it("a receipt pasted into a message, a new report or an answer stops it until its author has looked", async () => {
  for (const language of ["en", "zh-CN"] as const) {
    const reporter = await visit(stage.browser, stage.house, { language, width: PHONE });
    await fillReport(reporter, { what: "He asks me to drink." });
    const code = await seal(reporter);
    const name = caseOf(code);
    const words = await spelt(reporter, "words");
    await comeBack(reporter, code);
    const more = reporter.field("cases.thread.more");
    for (const spelling of [code.replaceAll(/[ ·]/g, "-").toLowerCase(), words]) {
      await more.fill(`… ${spelling}`);
      await reporter.press("cases.thread.send");
      await reporter.sees(FOUND[language]);
    }
    await pictures(reporter, "pasted-thread");
    expect(await said(name, "say")).toBe(0);
    await more.fill("One more thing.");
    await reporter.press("cases.thread.send");
    await reporter.sees(reporter.say("cases.thread.sent"));
    expect(await said(name, "say")).toBe(1);

    const before = await cases();
    await fillReport(reporter, { what: `… ${code}` });
    await reporter.press("cases.check.send");
    await reporter.sees(FOUND[language]);
    await pictures(reporter, "pasted-report");
    expect(await cases()).toBe(before);
    expect(reporter.noticed.faults).toEqual([]);
    await reporter.context.close();

    const [row] = await stage.house.query("select owner from cases_case where id = $1", [name]);
    const owner = stage.house.founders.find(({ id }) => id === row?.["owner"]);
    if (owner === undefined) throw new Error("nobody owes anything");
    const desk = await visit(stage.browser, stage.house, { language });
    await signIn(desk, owner);
    await openRow(desk, name);
    await openReport(desk);
    await desk.page.getByRole("textbox", { name: desk.say("cases.desk.reply.label") }).fill(`… ${code}`);
    await desk.press("cases.desk.reply.send");
    await desk.sees(FOUND[language]);
    await pictures(desk, "pasted-desk");
    expect(await said(name, "answer")).toBe(0);
    expect(desk.noticed.faults).toEqual([]);
    await desk.context.close();
  }
});
