import { expect, it } from "vitest";
import { DESKTOP, visit, type Visitor } from "./browser.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

/* The desk without a mouse: every key that is pressed here is one a keyboard has, and what has the focus is to be seen. */

const stage = stageForAll();

it("a member signs in, finds a case, opens, answers, notes and leaves it by keyboard alone, and is never lost", async () => {
  const sent = await sendReport(stage.house);
  const desk = await visit(stage.browser, stage.house, { language: "en", width: DESKTOP });
  const { page, say } = desk;
  const keys = page.keyboard;
  await desk.go("/desk");
  await desk.heading("people.sign-in.title");
  await tabTo(desk, say("people.sign-in.name"));
  // A list of names is gone through with the arrows, whatever the letters of a keyboard.
  const names = page.getByLabel(say("people.sign-in.name"), { exact: true });
  for (let at = 0; at < 9 && (await names.inputValue()) !== sent.owner.id; at += 1) await keys.press("ArrowDown");
  await tabTo(desk, say("people.password.label"));
  await keys.type(sent.owner.password);
  await keys.press("Enter");
  await desk.heading("people.unlock.title", { name: sent.owner.name });
  await tabTo(desk, say("people.unlock.phrase"));
  await keys.type(sent.owner.phrase);
  await tabTo(desk, say("people.unlock.go"));
  await keys.press("Enter");
  await desk.heading("matter.owed.title");
  await has(desk, say("matter.owed.title"));

  await keys.press("?");
  const list = page.locator("dialog[open]");
  for (const word of ["ui.keys.next", "ui.keys.open", "ui.keys.find"])
    await list.getByText(say(word)).first().waitFor();
  await keys.press("Escape");
  await list.waitFor({ state: "detached" });
  // It goes back to where it was.
  await has(desk, say("matter.owed.title"));
  await keys.press("4");
  await has(desk, say("people.committee.title"));

  // Search, from a page that has none; what is typed stays, and the rows are one key away.
  await keys.press("/");
  await has(desk, say("cases.find.label"));
  // Where there is no row yet, Escape leads to the heading; the rows are one key away once they are there.
  await page.locator(".area-list .list-row").first().waitFor();
  await keys.press("Escape");
  const row = await focused(desk);
  expect(row).toContain(sent.case.slice(0, 4));
  await keys.press("k");
  expect(await focused(desk)).toBe(row);
  await keys.press("Enter");
  await has(desk, say("cases.desk.pane"));
  await desk.button("cases.desk.unopened.go").waitFor();
  await tabTo(desk, say("cases.desk.unopened.go"));
  await keys.press("Enter");
  await page.getByRole("region", { name: say("cases.desk.timeline") }).waitFor();
  // The button that was pressed is gone.
  await has(desk, say("cases.desk.pane"));

  await keys.press("n");
  await page.locator("dialog[open]").waitFor();
  await keys.press("Escape");
  await has(desk, say("cases.desk.pane"));
  await keys.press("r");
  await has(desk, say("cases.desk.reply.label"));
  await keys.type("I have read it.");
  await tabTo(desk, say("cases.desk.reply.send"));
  await keys.press("Enter");
  await desk.sees(say("cases.desk.reply.sent"));
  for (const kind of ["note", "outcome", "hand-over", "postpone", "junk"])
    await tabTo(desk, say(`cases.desk.bar.${kind}`));
  await keys.press("Escape");
  await page.getByRole("region", { name: say("cases.desk.pane"), exact: true }).waitFor({ state: "detached" });
  await expect.poll(() => focused(desk)).toContain(sent.case.slice(0, 4));
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

/** What has the focus, as it is called. */
const focused = ({ page }: Visitor): Promise<string> =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (!(one instanceof HTMLElement) || one === document.body) return "";
    const label = "labels" in one ? (one.labels as NodeListOf<HTMLElement> | null)?.[0] : undefined;
    return one.getAttribute("aria-label") ?? (label ?? one).innerText;
  });

/** Waits until this has the focus. */
const has = (desk: Visitor, name: string): Promise<void> => expect.poll(() => focused(desk)).toBe(name);

/** Presses Tab until this has the focus; whatever is passed on the way is to be seen, and nothing keeps it. */
async function tabTo(desk: Visitor, name: string): Promise<void> {
  const passed: string[] = [];
  for (let at = 0; at < 60; at += 1) {
    if ((await focused(desk)).startsWith(name)) return;
    await desk.page.keyboard.press("Tab");
    const unseen = await desk.page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body) return null;
      const ringed = one.matches(".segment input") ? (one.nextElementSibling ?? one) : one;
      const { outlineStyle, outlineWidth } = getComputedStyle(ringed);
      return outlineStyle === "none" || outlineWidth === "0px" ? one.outerHTML.slice(0, 120) : null;
    });
    expect(unseen).toBeNull();
    passed.push(await focused(desk));
  }
  throw new Error(`nothing leads to "${name}": ${passed.join(" · ")}`);
}
