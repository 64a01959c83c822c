import { expect, it } from "vitest";
import { visit } from "./browser.ts";
import { goTo, openReport, openRow, reply, signIn } from "./handler.ts";
import { caseOf, comeBack, fillReport, nothingDiffers, seal } from "./reporter.ts";
import { stageForAll } from "./stage.ts";

/* A house in China is founded with the year's holidays: nobody is late who is off, and a Saturday that is worked to make up for it counts. */

const stage = stageForAll({ zone: "Asia/Shanghai" });

/** Before and after the five days off from 1 to 5 May 2026; Saturday the 9th is worked. Both at ten in the morning. */
const [BEFORE, AFTER] = [Date.UTC(2026, 3, 29, 2), Date.UTC(2026, 4, 6, 2)];

it("three working days go over a long holiday, and end on the Saturday that is worked, on every page alike", async () => {
  const { house, browser } = stage;
  house.clock.moveTo(BEFORE);
  const reporter = await visit(browser, house, { language: "en" });
  await fillReport(reporter, { what: "The guard of the press was taken off." });
  const receipt = await seal(reporter);
  await reporter.sees("Thu 7 May, 18:00");
  await comeBack(reporter, receipt);
  await reporter.sees("Thu 7 May, 18:00");
  await nothingDiffers(reporter);

  house.clock.moveTo(AFTER);
  await house.running().host.timers.runDue(AFTER);
  // Weekends alone would have made it Monday the 4th, and a miss.
  const [owed] = await house.query("select owner, due from cases_case");
  expect((owed?.["due"] as Date).toISOString()).toBe("2026-05-07T10:00:00.000Z");
  const owner = house.founders.find(({ id }) => id === owed?.["owner"]);
  if (owner === undefined) throw new Error("nobody owes it");
  const desk = await visit(browser, house, { language: "en" });
  await signIn(desk, owner);
  await openRow(desk, caseOf(receipt));
  await openReport(desk);
  await reply(desk, "Thank you. The press stands still until it is looked at.");
  await reporter.syncClock();
  await comeBack(reporter, receipt);
  await reporter.sees("The press stands still");
  await nothingDiffers(reporter);

  await goTo(desk, "committee");
  await desk.page.getByText(desk.say("people.calendar.title", { name: "Shanghai (CN)" })).click();
  await desk.sees(/^Weekend days worked \(6\): Sun 4 Jan 2026, .*Sat 9 May 2026/);

  const another = await visit(browser, house, { language: "en" });
  await fillReport(another, { what: "It is off again." });
  const second = await seal(another);
  await another.sees("Sat 9 May, 18:00");
  await comeBack(another, second);
  await another.sees("Sat 9 May, 18:00");
  await nothingDiffers(another);
  for (const { noticed, context } of [reporter, desk, another]) {
    expect(noticed.faults).toEqual([]);
    await context.close();
  }
}, 90_000);
