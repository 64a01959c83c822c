import { expect, it } from "vitest";
import { visit } from "./browser.ts";
import { openReport, openRow, reply, signIn } from "./handler.ts";
import { caseOf, comeBack, fillReport, nothingDiffers, seal } from "./reporter.ts";
import { stageForAll } from "./stage.ts";

/* Where clocks are set forward between a report and its date: every page says the hour that clocks there will show. */

const stage = stageForAll({ zone: "America/New_York" });

/** Friday 6 March 2026 at three in the afternoon, in winter time; and the Monday after, at ten, in summer time. */
const [FRIDAY, MONDAY] = [Date.UTC(2026, 2, 6, 20), Date.UTC(2026, 2, 9, 14)];
/** Three working days later, when work ends at six. */
const DUE = "Wed 11 Mar, 18:00";

it("a report of the winter is owed an answer by the clocks of the summer, on every page alike", async () => {
  const { house, browser } = stage;
  house.clock.moveTo(FRIDAY);
  const reporter = await visit(browser, house, { language: "en" });
  await fillReport(reporter, { what: "The guard of the press was taken off." });
  const receipt = await seal(reporter);
  await reporter.sees(DUE);
  await comeBack(reporter, receipt);
  await reporter.sees(DUE);
  await reporter.sees("Times of day are in UTC-05:00, from Sun 8 Mar UTC-04:00.");
  await nothingDiffers(reporter);

  const ofCase = await house.query("select owner, due from cases_case");
  expect(ofCase.map(({ due }) => (due as Date).toISOString())).toEqual(["2026-03-11T22:00:00.000Z"]);
  const owner = house.founders.find(({ id }) => id === ofCase[0]?.["owner"]);
  if (owner === undefined) throw new Error("nobody owes it");
  house.clock.moveTo(MONDAY);
  const desk = await visit(browser, house, { language: "en" });
  await signIn(desk, owner);
  await desk.sees(DUE);
  await openRow(desk, caseOf(receipt));
  await openReport(desk);
  await reply(desk, "Thank you. The press stands still until it is looked at.");
  // Fourteen days from then, when work ends there.
  await desk.sees("Mon 23 Mar, 18:00");
  await reporter.syncClock();
  await comeBack(reporter, receipt);
  await reporter.sees("Mon 23 Mar, 18:00");
  await reporter.sees("Times of day are in UTC-05:00, from Sun 8 Mar UTC-04:00.");
  await nothingDiffers(reporter);
  expect([reporter.noticed.faults, desk.noticed.faults]).toEqual([[], []]);
  await reporter.context.close();
  await desk.context.close();
}, 60_000);
