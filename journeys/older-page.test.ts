import { expect, it } from "vitest";
import { visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

/* A page stays open while its server and its committee move on to rules that came after it. */

const stage = stageForAll();

/** From now on this page reads the committee's rules as a page would that does not know their version; their hash stays right. */
const grownOlder = ({ page }: Visitor): Promise<void> =>
  page.evaluate(() => {
    const parse = JSON.parse.bind(JSON);
    JSON.parse = (text: string): unknown => {
      const said = parse(text) as { niuniu?: unknown; cases?: { version: number } } | null;
      if (said?.niuniu === "policy v3" && said.cases !== undefined) said.cases.version = 99;
      return said;
    };
  });

it("a desk that is older than the rules says so, keeps what was typed in sight, and is not empty", async () => {
  const { case: name, owner } = await sendReport(stage.house);
  const desk = await visit(stage.browser, stage.house, { language: "en" });
  const { page, say } = desk;
  await signIn(desk, owner);
  await openRow(desk, name);
  await openReport(desk);
  await desk.press("cases.desk.bar.note");
  await page.getByRole("textbox", { name: say("cases.desk.dialog.note.label") }).fill("He said so in the lift.");
  await page.keyboard.press("Escape");
  await grownOlder(desk);
  await goTo(desk, "cases");
  await desk.sees(say("cases.older-page"));
  await desk.sees("He said so in the lift.");
  expect(await desk.button("ui.area.reload").first().isVisible()).toBe(true);
  // What does not stand on these rules is there as before.
  await goTo(desk, "keys");
  await desk.heading("people.keys.title");
  expect(await page.getByText(say("cases.older-page")).count()).toBe(0);
  await desk.context.close();
});

it("a page of a reporter says the same, and the receipt stays where it was typed", async () => {
  const { receipt } = await sendReport(stage.house);
  const reporter = await visit(stage.browser, stage.house);
  const { page, say } = reporter;
  await reporter.go("/return");
  const box = page.getByRole("textbox", { name: say("cases.receipt.label") });
  await box.fill(receipt);
  await grownOlder(reporter);
  await reporter.press("cases.receipt.open");
  await reporter.sees(say("cases.older-page"));
  expect(await box.inputValue()).toBe(receipt);
  await reporter.context.close();
});
