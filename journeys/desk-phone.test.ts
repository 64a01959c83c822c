import type { Locator } from "playwright-core";
import { expect, it } from "vitest";
import { PHONE, visit, type Visitor } from "./browser.ts";
import { goTo, openReport, openRow, signIn } from "./handler.ts";
import { inEveryLook, pictures } from "./screens.ts";
import { sendReport } from "./sealed-report.ts";
import { stageForAll } from "./stage.ts";

/* The desk in a hand: 320 by 640, everything within reach. */

const stage = stageForAll();

const LONG = Array.from({ length: 40 }, (_, at) => `${at + 1}. 那天晚上他又一次要求我喝酒，我说了不喝。`).join("\n");

it("every page is one press away, a long report folds, the week fits, and what a dialog asks is answered in sight", async () => {
  const sent = await sendReport(stage.house, LONG);
  const desk = await visit(stage.browser, stage.house, { language: "en", width: PHONE });
  const { page, say } = desk;
  await signIn(desk, sent.owner);
  await inEveryLook(desk, "the week", () => cutOff(desk, ".week-name span, .week-count:not(:empty)"));
  await pictures(desk, "phone-owed");

  const pages = page.getByRole("navigation", { name: say("ui.area.desk") }).getByRole("button");
  await desk.press("ui.area.all");
  await pictures(desk, "phone-all-pages");
  for (const one of await pages.all()) expect(await isInSight(one)).toBe(true);
  expect(await pages.count()).toBeGreaterThanOrEqual(7);
  await goTo(desk, "cases");
  await desk.heading("cases.desk.cases.title");
  await desk.button("ui.area.all").waitFor();

  await openRow(desk, sent.case);
  await openReport(desk);
  const lines = (): Promise<number> =>
    page
      .locator(".report-text")
      .evaluate((text) => Math.round(text.clientHeight / parseFloat(getComputedStyle(text).lineHeight)));
  expect(await lines()).toBe(12);
  await pictures(desk, "phone-report-folded");
  await desk.press("cases.desk.report.all", { n: Array.from(LONG).length });
  expect(await lines()).toBeGreaterThan(40);
  await desk.press("cases.desk.report.fold");

  for (const kind of ["note", "stage", "hand-over", "postpone", "junk"] as const) {
    await desk.press(`cases.desk.bar.${kind}`, { stage: say("cases.desk.step.assessed") });
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    const [leave, main] = [dialog.locator(".pair button").first(), dialog.locator(".pair button").last()];
    expect(await leave.innerText()).toBe(say("cases.desk.not-now"));
    for (const top of [0, 10_000]) {
      await dialog.evaluate((box, at) => box.scrollTo(0, at), top);
      expect([kind, await isInSight(leave), await isInSight(main)]).toEqual([kind, true, true]);
    }
    // Nearest to the thumb is what it is for, in sight as for whoever hears it.
    expect((await main.boundingBox())?.y).toBeGreaterThan((await leave.boundingBox())?.y ?? Infinity);
    await pictures(desk, `phone-dialog-${kind}`);
    await page.keyboard.press("Escape");
  }
  expect(desk.noticed.faults).toEqual([]);
  await desk.context.close();
});

/** Whether all of it is on the screen, and nothing lies over it. */
const isInSight = (one: Locator): Promise<boolean> =>
  one.evaluate((element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const within = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
    const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return within && (above === element || element.contains(above));
  });

/** What stands out of its own box. */
const cutOff = ({ page }: Visitor, selector: string): Promise<readonly string[]> =>
  page.evaluate(
    (asked) =>
      [...document.querySelectorAll<HTMLElement>(asked)]
        .filter((one) => {
          const day = one.closest(".week-day")?.getBoundingClientRect();
          const range = document.createRange();
          range.selectNodeContents(one);
          const words = range.getBoundingClientRect();
          if (day === undefined) return false;
          return words.left < day.left || words.right > day.right;
        })
        .map((one) => `out of its day: ${one.textContent}`),
    selector,
  );
