import { readFileSync } from "node:fs";
import { addStrings } from "@niuniu/ui";
import { CALENDAR, policyOf } from "@niuniu/wire";
import { expect, test } from "vitest";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };
import { changesBetween } from "./rules-change.ts";
import { groupsIn } from "../resolutions/clock-fields.tsx";
import { sayChange } from "./rules-words.ts";

const nothing = { policy: "{}", calendar: "{}" };
/** What this server brings. Read as a file: the rules are another feature's, and only their text is looked at. */
const sectionOf = (feature: string): unknown =>
  JSON.parse(readFileSync(`${import.meta.dirname}/../../../../${feature}/src/policy.json`, "utf8"));
const sections = { cases: sectionOf("cases"), notices: sectionOf("notices") };
const ours = { policy: policyOf(sections), calendar: JSON.stringify(CALENDAR) };

test("every rule there is can be said in words, and a change of one says what it was and would be", () => {
  addStrings({ en, "zh-CN": zh });
  const all = changesBetween(nothing, ours) ?? [];
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((change) => sayChange(change) === null).map(({ at }) => at)).toEqual(["policy.niuniu"]);
  expect(sayChange({ at: "policy.cases.classes.crisis.answer.hours", from: "24", to: "12" })).toBe(
    "Urgent report, personal answer within: 24 hours → 12 hours",
  );
  expect(sayChange({ at: "policy.notices.reminders.urgent.last.hours", from: "1", to: "2" })).toBe(
    "Reminder before a date, of something urgent, the last: 1 hours → 2 hours",
  );
  expect(sayChange({ at: "policy.cases.classes.crisis.ransom", from: "1", to: "2" })).toBeNull();
  expect(sayChange({ at: "policy.cases.version", from: "2", to: "3" })).toBe("Version of the rules: 2 → 3");
  for (const at of ["calendar.zone", "calendar.until"]) expect(sayChange({ at, from: "–", to: "x" })).not.toBeNull();
});

test("the clocks to be set stand by what they are about, each once and none without words", () => {
  addStrings({ en, "zh-CN": zh });
  const groups = groupsIn(ours.policy);
  expect(groups.map(({ about }) => about)).toEqual([
    ...["Urgent report", "Non-urgent report", "Contesting", "Reminder before a date", "Other"],
  ]);
  const [urgent] = groups;
  expect(urgent?.fields[0]).toMatchObject({ label: "personal answer within (hours)", value: "24" });
  expect(new Set(groups.flatMap(({ fields }) => fields.map(({ at }) => at))).size).toBeGreaterThan(15);
});
