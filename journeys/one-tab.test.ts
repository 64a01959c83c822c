import { expect, it } from "vitest";
import { visit } from "./browser.ts";
import { openReport, openRow, signIn, signInHere } from "./handler.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

/* Two members work at one computer, in one tab, one after the other. */

const stage = stageForAll();

const NOTE = "He said so in the lift.";

it("what one leaves unsent, and the case they looked at, is not shown to the next, and waits for its author", async () => {
  const [first, second] = stage.house.founders;
  if (first === undefined || second === undefined) throw new Error("nobody has founded this stage.house");
  const { case: name } = await sendReport(stage.house);
  const desk = await visit(stage.browser, stage.house, { language: "en" });
  const openNote = async (): Promise<void> => {
    await desk.page.getByRole("button", { name: desk.say("cases.desk.bar.note"), exact: true }).click();
  };
  const note = desk.page.getByRole("textbox", { name: desk.say("cases.desk.dialog.note.label") });
  await signIn(desk, first);
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.say("cases.desk.cases.title")}`) }).click();
  await openRow(desk, name);
  await openReport(desk);
  await openNote();
  await note.fill(NOTE);
  await desk.page.keyboard.press("Escape");
  await desk.press("people.sign-out");

  await signInHere(desk, second);
  await desk.page.goBack();
  await desk.page.waitForTimeout(300);
  expect(await desk.page.getByRole("region", { name: desk.say("cases.desk.pane"), exact: true }).count()).toBe(0);
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.say("cases.desk.cases.title")}`) }).click();
  await openRow(desk, name);
  await openReport(desk);
  await openNote();
  expect(await note.inputValue()).toBe("");
  await desk.page.keyboard.press("Escape");
  await desk.press("people.sign-out");

  await signInHere(desk, first);
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.say("cases.desk.cases.title")}`) }).click();
  await openRow(desk, name);
  await openNote();
  expect(await note.inputValue()).toBe(NOTE);
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});
