import { expect, it } from "vitest";
import { DESKTOP, visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

/* What asks once more must not be answered by the key that was pressed for the first question. */

const stage = stageForAll();

const focused = ({ page }: Visitor): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at instanceof HTMLInputElement ? at.type : (at?.textContent ?? "");
  });

it("closing without an answer: the focus is on the way back, which keeps the words", async () => {
  const sent = await sendReport(stage.house);
  const desk = await visit(stage.browser, stage.house, { language: "en", width: DESKTOP });
  const { page, say } = desk;
  await signIn(desk, sent.owner);
  await openRow(desk, sent.case);
  await openReport(desk);
  for (const kind of ["junk", "outcome"] as const) {
    await desk.press(`cases.desk.bar.${kind}`);
    if (kind === "outcome") await page.getByRole("radio").nth(2).check();
    // An outcome is written beside the case, the other above it.
    const words = page.locator(kind === "outcome" ? "section.writing" : "dialog[open]").getByRole("textbox");
    await words.fill("The evidence does not show it.");
    await page.getByRole("button", { name: say("cases.desk.once-more.look"), exact: true }).focus();
    await page.keyboard.press("Enter");
    await desk.sees(say("cases.desk.closing.unanswered"));
    await expect.poll(() => focused(desk)).toBe(say("cases.desk.once-more.back"));
    await page.keyboard.press("Enter");
    expect(await words.inputValue()).toBe("The evidence does not show it.");
    await page.keyboard.press("Escape");
  }
  const [row] = await stage.house.query("select owner from cases_case where id = $1", [sent.case]);
  expect(row?.["owner"]).toBe(sent.owner.id);
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

it("adding a passkey: the focus is where the password is asked for", async () => {
  const [founder] = stage.house.founders;
  if (founder === undefined) throw new Error("nobody to sign in");
  const desk = await visit(stage.browser, stage.house, { language: "en", width: DESKTOP });
  await signIn(desk, founder);
  await goTo(desk, "keys");
  await desk.press("people.passkey.add");
  await desk.button("people.prove.go").waitFor();
  await expect.poll(() => focused(desk)).toBe("password");
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});
