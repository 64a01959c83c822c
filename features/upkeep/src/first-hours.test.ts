import { addDays, readCalendar, startOf } from "@niuniu/owe";
import { expect, it } from "vitest";
import { checkReviewed, firstHoursDue, firstHoursOf, type Texts } from "./first-hours.ts";
import { parseEntry } from "./parse.ts";
import { readSection, SECTION, UNSAID } from "./policy.ts";
import type { Reviewed } from "./terms.ts";

const calendar = readCalendar({ offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" });
const policy = readSection(SECTION);
const one = { number: 1, from: "2026-01-05", until: "2027-01-04", seats: [], witnesses: [] };
const facts = { statements: [one], calendar };
const [hash, other] = ["a".repeat(64), "b".repeat(64)];
const owed = (texts: Partial<Texts>, day: string, by = policy): readonly string[] => {
  const known = { hash, reviews: [], turns: 0, ...texts };
  const on = { policy: by, calendar, now: startOf(day, calendar) + 3_600_000 };
  return firstHoursOf(known, facts, on).map(({ subject, until }) => `${subject} by ${until}`);
};
const read = (day: string, texts = hash): Texts["reviews"] => [{ texts, day }];

it("the texts of the first hours are owed a reading two weeks after the founding, within thirty days", () => {
  expect(owed({}, "2026-01-18")).toEqual([]);
  expect(owed({}, "2026-01-19")).toEqual([`${hash} 1 by 2026-02-18`]);
  expect(owed({ turns: 3 }, "2026-06-01")).toEqual([`${hash} 4 by 2026-07-01`]);
});

it("what was read holds for a year, and is owed again so early that it never has to lapse", () => {
  const reviews = read("2026-03-02");
  const lapses = addDays("2026-03-02", 365);
  expect(owed({ reviews, turns: 1 }, addDays(lapses, -30))).toEqual([]);
  expect(owed({ reviews, turns: 1 }, addDays(lapses, -29))).toEqual([`${hash} 2 by ${addDays(lapses, 1)}`]);
});

it("a text that was changed is another, whoever read the one before", () => {
  expect(owed({ reviews: read("2026-03-02", other) }, "2026-03-03")).toHaveLength(1);
  expect(owed({ reviews: [...read("2026-03-02", other), ...read("2026-03-02")] }, "2026-03-03")).toEqual([]);
});

it("nobody owes it by a policy that came before it, and none begins by such a one", () => {
  const before = readSection(UNSAID);
  expect(owed({}, "2026-06-01", before)).toEqual([]);
  const begun = { date: "2026-06-01", subject: `${hash} 1` };
  expect(firstHoursDue(begun, facts, before.firstHours)).toBeNull();
  expect(firstHoursDue(begun, facts, policy.firstHours)).toBe("2026-07-01");
  expect(firstHoursDue({ ...begun, date: "2026-01-18" }, facts, policy.firstHours)).toBeNull();
  expect(firstHoursDue({ ...begun, subject: hash }, facts, policy.firstHours)).toBeNull();
});

it("whoever says that they were read says who did, and when; of anything else nobody does", () => {
  const lawyer = { name: null, profession: "lawyer" };
  const reviewed = (day: string): Reviewed => ({
    texts: hash,
    day,
    medical: { ...lawyer, name: "Li Wen" },
    legal: lawyer,
  });
  const said = (what: string, given?: Reviewed): string => {
    try {
      checkReviewed(what, { date: "2026-06-01", ...(given === undefined ? {} : { reviewed: given }) }, policy);
      return "taken";
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };
  expect(said("first-hours")).toBe("upkeep/who-read-it");
  expect(said("restore", reviewed("2026-06-01"))).toBe("upkeep/who-read-it");
  expect(said("restore")).toBe("taken");
  expect(said("first-hours", reviewed("2026-06-01"))).toBe("taken");
  expect(said("first-hours", reviewed("2026-06-02"))).toBe("upkeep/when-read");
  expect(said("first-hours", reviewed("2025-06-02"))).toBe("taken");
  expect(said("first-hours", reviewed("2025-06-01"))).toBe("upkeep/when-read");
});

it("a name is one line of letters as they are shown, and at most forty of them", () => {
  const done = { niuniu: "act v1", case: "0123456789ABCDEF", number: 3, previous: hash, by: "lin-wei", kind: "done" };
  const named = (name: string | null, profession = "医生"): boolean => {
    const legal = { name: null, profession: "lawyer" };
    const reviewed = { texts: hash, day: "2026-06-01", medical: { name, profession }, legal };
    try {
      parseEntry({ ...done, date: "2026-06-01", envelope: null, text: "Nothing.", reviewed });
      return true;
    } catch {
      return false;
    }
  };
  for (const name of [null, "李文", "𠮷田", "O’Brien, Dr. med.", "x".repeat(40)])
    expect([name, named(name)]).toEqual([name, true]);
  for (const name of ["", " Li", "Li ", "<b>", "Li\nWen", "O'Brien", "x".repeat(41)])
    expect([name, named(name)]).toEqual([name, false]);
  expect(named("Li Wen", "")).toBe(false);
});
