import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { milestone, nextStatement, sealed } from "./lying-host.ts";
import { inEachLanguage, openLyingStage, type LyingStage } from "./lied-to.ts";
import { DAY } from "./house.ts";
import { comeBack, fillReport, seal } from "./reporter.ts";
import { reads } from "./wording.ts";

/*
 * A quorum and the host together date a statement back, so that whoever it brings in need not wait for objections. The host
 * sets its clock back for the moment in which it takes the statement; the record is what it cannot set back.
 */

let stage: LyingStage;
beforeAll(async () => {
  stage = await openLyingStage();
  const { house } = stage;
  // Four days later, and an hour of the record, so that this is not what the record began with.
  house.clock.moveTo(house.clock.now() + 4 * DAY);
  await sealed(house);
  for (let times = 0; times < 13; times++) await milestone(house);
}, 120_000);
afterAll(() => stage.close());

describe("a statement that took effect three days before the record held it", () => {
  it("is told on the public page, before a report is sent, and to whoever comes back", async () => {
    const { house } = stage;
    await inEachLanguage(stage, async (visitor) => {
      await visitor.go("/");
      await reads(visitor, ["people.front.checked"]);
      expect(await visitor.page.getByText(/public record has held it|公开记录却从/).count()).toBe(0);
    });
    const now = house.clock.now();
    house.clock.moveTo(now - 3 * DAY);
    await nextStatement(house, {});
    house.clock.moveTo(now);
    await sealed(house);
    await inEachLanguage(stage, async (visitor) => {
      await visitor.go("/");
      await reads(visitor, ["people.front.early", { number: 2 }]);
      await fillReport(visitor, { what: "He asks me to drink." });
      await reads(visitor, ["cases.check.early", { number: 2 }]);
      const receipt = await seal(visitor);
      await comeBack(visitor, receipt);
      await reads(visitor, ["cases.record.early", { number: 2 }]);
    });
  }, 120_000);
});
