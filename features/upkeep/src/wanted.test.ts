import { addDays, dayOf, readCalendar, startOf } from "@niuniu/owe";
import { expect, it } from "vitest";
import type { Facts } from "./facts.ts";
import { isBorneOut, overOf } from "./over.ts";
import { readSection, SECTION } from "./policy.ts";
import { waitingOf, wantedOf, type Wanted } from "./wanted.ts";

const calendar = readCalendar({ offset: "+08:00", weekend: [0, 6], holidays: ["2026-10-01"], closes: "18:00" });
const policy = readSection(SECTION);
const on = (day: string) => ({ policy, calendar, now: startOf(day, calendar) + 3_600_000 });
type Said = Facts["statements"][number];
const seats = (...ids: readonly string[]): Said["seats"] => ids.map((id) => ({ id, until: null }));
const three = seats("fang-yu", "gao-lin", "peng-xi");
const said = (number: number, more: Partial<Said> = {}): Said => {
  return { number, from: "2026-01-05", until: "2027-01-04", seats: three, witnesses: [], ...more };
};
const facts = (...statements: readonly Said[]): Facts => ({ statements, calendar });
const names = (wanted: readonly Wanted[]): readonly string[] =>
  wanted.map(({ what, subject, until }) => `${what} ${subject} by ${until}`);
const wanted = (given: Facts, day: string): readonly string[] => names(wantedOf(given, on(day)));
const of = (what: string, given: Facts, day: string): readonly string[] =>
  wanted(given, day).filter((one) => one.startsWith(what));

it("owes nothing on its first day", () => {
  expect(wanted(facts(said(1, { from: "2026-11-20", until: "2027-11-20" })), "2026-11-20")).toEqual([]);
});

it("owes a renewal a month before its statement ends, a week ahead of the end", () => {
  const one = facts(said(1));
  expect(of("statement", one, "2026-12-04")).toEqual([]);
  expect(of("statement", one, "2026-12-05")).toEqual(["statement 2027-01-04 by 2026-12-28"]);
  expect(of("statement", one, "2027-01-02")).toEqual(["statement 2027-01-04 by 2027-01-02"]);
  // A newer statement that ends on the same day renews nothing.
  expect(of("statement", facts(said(1), said(2)), "2026-12-05")).toHaveLength(1);
  expect(overOf({ what: "statement", subject: "2027-01-04" }, facts(said(1), said(2)))).toBeNull();
  const renewed = facts(said(1), said(2, { until: "2028-01-04" }));
  expect(overOf({ what: "statement", subject: "2027-01-04" }, renewed)).toEqual({ how: "renewed", statement: 2 });
});

it("owes a seat before its term ends, and again when a committee has become smaller", () => {
  const term = facts(said(1, { seats: [{ id: "gao-lin", until: "2026-12-31" }, ...seats("fang-yu", "peng-xi")] }));
  expect(of("seat", term, "2026-10-31")).toEqual([]);
  expect(of("seat", term, "2026-11-01")).toEqual(["seat gao-lin 2026-12-31 by 2026-12-17"]);
  const smaller = facts(said(1), said(2, { from: "2026-03-02", seats: seats("fang-yu", "peng-xi") }));
  expect(of("seat", smaller, "2026-03-02")).toEqual(["seat size-3 after-1 by 2026-04-01"]);
  const open = { what: "seat", subject: "size-3 after-1" } as const;
  expect(overOf(open, smaller)).toBeNull();
  expect(overOf(open, facts(...smaller.statements, said(3)))).toEqual({ how: "filled", statement: 3 });
});

it("owes next year's days off in the autumn, but not of a committee that was founded then", () => {
  expect(of("calendar", facts(said(1)), "2026-11-01")).toEqual([]);
  expect(of("calendar", facts(said(1)), "2026-11-02")).toEqual(["calendar 2027 by 2026-12-17"]);
  expect(of("calendar", facts(said(1, { from: "2026-11-10" })), "2026-12-01")).toEqual([]);
  const listed: Facts = { ...facts(said(1)), calendar: { ...calendar, holidays: ["2026-10-01", "2027-01-01"] } };
  expect(of("calendar", listed, "2026-11-02")).toEqual([]);
  expect(overOf({ what: "calendar", subject: "2027" }, listed)).toEqual({ how: "listed", statement: 1 });
});

it("owes the table of each year that its calendar does not have, when it says for which it has one, and of no other", () => {
  const having = (years: readonly number[], holidays: readonly string[] = []): Facts => {
    const clocks = { zone: "Asia/Shanghai", until: "2038-12-31", offset: "+08:00", weekend: [0, 6], closes: "18:00" };
    const table = readCalendar({ niuniu: "calendar v3", name: "Shanghai", ...clocks, holidays, workdays: [], years });
    return { ...facts(said(1, { from: "2026-11-20", until: "2027-11-20" })), calendar: table };
  };
  const both = ["calendar 2026 by 2026-11-20", "calendar 2027 by 2026-12-17"];
  // Founded in the last weeks of a year, and whatever days it lists.
  expect(of("calendar", having([], ["2026-10-01", "2027-01-01"]), "2026-11-20")).toEqual(both);
  expect(of("calendar", having([2026]), "2026-11-20")).toEqual(both.slice(1));
  expect(of("calendar", having([2026]), "2026-11-01")).toEqual([]);
  expect(of("calendar", having([2026]), "2027-01-01")).toEqual(["calendar 2027 by 2027-01-01"]);
  expect(of("calendar", having([2026, 2027]), "2026-12-31")).toEqual([]);
  // A year may have nothing but weekends.
  const open = { what: "calendar", subject: "2027" } as const;
  expect(overOf(open, having([2027]))).toEqual({ how: "listed", statement: 1 });
  expect(overOf(open, having([2026], ["2027-01-01"]))).toBeNull();
});

it("owes what comes round by dates that do not move when one of them is late", () => {
  const one = facts(said(1));
  const first = addDays("2026-01-05", policy.restore.first);
  expect(of("restore", one, addDays(first, -22))).toEqual([]);
  expect(of("restore", one, addDays(first, -21))).toEqual([`restore 1 by ${first}`]);
  expect(of("restore", one, addDays(first, 182 - 21))).toEqual([`restore 2 by ${addDays(first, 182)}`]);
  expect(of("policy", one, "2027-01-05")).toEqual(["policy 1 by 2027-01-05"]);
});

it("owes a signature within three working days, or by when signatures are taken no more", () => {
  const asking = { name: "a".repeat(64), signed: ["peng-xi", "fang-yu"] };
  const waiting = (ends: string) => ({
    asking: [{ ...asking, ends: startOf(ends, calendar) }],
    adopted: [],
    ways: [],
  });
  expect(waitingOf(waiting("2026-11-27"), on("2026-11-23"))).toEqual([
    { what: "countersign", subject: asking.name, until: "2026-11-26", signed: ["fang-yu", "peng-xi"] },
  ]);
  expect(waitingOf(waiting("2026-11-24"), on("2026-11-23"))[0]?.until).toBe("2026-11-24");
  expect(waitingOf(waiting("2026-11-23"), on("2026-11-23"))).toEqual([]);
});

it("believes no end that the statements do not bear out", () => {
  const open = { what: "statement", subject: "2027-01-04" } as const;
  const both = facts(said(1), said(2, { until: "2028-01-04" }));
  expect(isBorneOut(open, { how: "renewed", statement: 2 }, both)).toBe(true);
  expect(isBorneOut(open, { how: "renewed", statement: 1 }, both)).toBe(false);
  expect(isBorneOut(open, { how: "renewed", statement: 3 }, both)).toBe(false);
  expect(isBorneOut(open, { how: "over" }, both)).toBe(false);
  expect(isBorneOut(open, { how: "filled", statement: 2 }, both)).toBe(false);
  expect(dayOf(on("2026-01-05").now, calendar)).toBe("2026-01-05");
});
