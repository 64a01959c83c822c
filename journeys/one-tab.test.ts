import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openStage, visit } from "./browser.ts";
import { openReport, openRow, signIn, signInHere } from "./handler.ts";
import type { House } from "./house.ts";
import { sendReport } from "./sealed-report.ts";

/* Two members work at one computer, in one tab, one after the other. */

let house: House;
let browser: Browser;
let close = (): Promise<void> => Promise.resolve();
beforeAll(async () => {
  const stage = await openStage();
  ({ house, browser } = stage);
  close = () => stage.close();
});
afterAll(() => close());

const NOTE = "He said so in the lift.";

it("what one leaves unsent, and the case they looked at, is not shown to the next, and waits for its author", async () => {
  const [first, second] = house.founders;
  if (first === undefined || second === undefined) throw new Error("nobody has founded this house");
  const { case: name } = await sendReport(house);
  const desk = await visit(browser, house, { language: "en" });
  const openNote = async (): Promise<void> => {
    await desk.page.getByRole("button", { name: desk.say("cases.desk.bar.note"), exact: true }).click();
  };
  const note = desk.page.getByRole("textbox", { name: desk.say("cases.desk.dialog.note.label") });
  await signIn(desk, first);
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.say("cases.desk.nav.cases")}`) }).click();
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
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.say("cases.desk.nav.cases")}`) }).click();
  await openRow(desk, name);
  await openReport(desk);
  await openNote();
  expect(await note.inputValue()).toBe("");
  await desk.page.keyboard.press("Escape");
  await desk.press("people.sign-out");

  await signInHere(desk, first);
  await desk.page.getByRole("button", { name: new RegExp(`^${desk.say("cases.desk.nav.cases")}`) }).click();
  await openRow(desk, name);
  await openNote();
  expect(await note.inputValue()).toBe(NOTE);
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});
