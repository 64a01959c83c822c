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
  for (const at of ["name", "zone", "until", "workdays", "years"].map((one) => `calendar.${one}`))
    expect(sayChange({ at, from: "–", to: "x" })).not.toBeNull();
});

test("the clocks to be set stand by what they are about, each once and none without words", () => {
  addStrings({ en, "zh-CN": zh });
  const groups = groupsIn(ours.policy);
  expect(groups.map(({ about }) => about)).toEqual([
    ...["Urgent report", "Serious report", "Non-urgent report", "Longest silence", "Contesting"],
    ...["Reminder before a date", "Other"],
  ]);
  const [urgent] = groups;
  expect(urgent?.fields[0]).toMatchObject({ label: "personal answer within (hours)", value: "24" });
  expect(new Set(groups.flatMap(({ fields }) => fields.map(({ at }) => at))).size).toBeGreaterThan(15);
});

test("a change of the days off says which come and which go, and not all there are", () => {
  addStrings({ en, "zh-CN": zh });
  const say = (at: string, from: unknown, to: unknown): string | null =>
    sayChange({ at: `calendar.${at}`, from: from === null ? "–" : JSON.stringify(from), to: JSON.stringify(to) });
  const before = ["2026-05-01", "2026-10-01", "2026-10-02"];
  const after = ["2026-05-01", "2026-10-02", "2026-12-31", "2027-01-01", "2027-01-02"];
  expect(say("holidays", before, after)).toBe(
    "Public holidays: added Thu 31 Dec 2026 – Sat 2 Jan 2027; no longer Thu 1 Oct 2026",
  );
  expect(say("workdays", null, ["2026-10-10"])).toBe("Weekend days worked: added Sat 10 Oct 2026");
  expect(say("workdays", null, [])).toBe("Weekend days worked: none");
  expect(say("years", null, [2026, 2027])).toBe("Years whose holidays are in it: – → 2026, 2027");
  // What is no day is shown as it stands there.
  expect(say("holidays", ["x"], [])).toBe("Public holidays: x → –");
});
