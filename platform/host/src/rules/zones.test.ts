import { addDays, closingOf, dayOf, endOf, offsetAt, readCalendar, startOf, type Calendar } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { calendarIn as made, isStillRight } from "./making.ts";
import { isZone } from "./zones.ts";

const hours = { weekend: [0, 6], closes: "18:00" };
/** With nobody's holidays. */
const calendarIn = (zone: string, closing: typeof hours, now: number): Calendar =>
  made({ zone, place: null, own: new Map() }, closing, now);
const NOW = Date.UTC(2026, 10, 29);
const HOUR = 3_600_000;

const places = [
  "Europe/Berlin",
  "America/Santiago",
  "Australia/Lord_Howe",
  "Asia/Shanghai",
  "Africa/Casablanca",
  "UTC",
];

/** `npm test -- --long` looks at every zone of this machine; else at these, with summer time north, south and of half an hour, and without. */
const LONG = process.env["NIUNIU_LONG"] === "1";
const some = ["Europe/Berlin", "America/Santiago", "Australia/Lord_Howe", "Asia/Shanghai"];

/** True where clocks are set in these years: the others are like Shanghai's. */
function setsClocks(zone: string): boolean {
  const name = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset", hour: "2-digit" });
  const weeks = Array.from({ length: 261 }, (_, at) => name.formatToParts(Date.UTC(2026, 0, 1 + 7 * at)));
  return new Set(weeks.map((parts) => parts.find(({ type }) => type === "timeZoneName")?.value)).size > 1;
}

/** Closing time of the days around each change of clocks, and of one day a month, whenever closing time is. */
function checkClosings(zone: string, calendar: Calendar): void {
  const clock = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  const changes = calendar.offset.split(" ").slice(1);
  const days = changes.flatMap((change) => [-2, -1, 0, 1, 2].map((by) => addDays(change.slice(0, 10), by)));
  const months = Array.from({ length: 60 }, (_, at) => new Date(Date.UTC(2026, at, 15)).toISOString().slice(0, 10));
  for (const day of [...days, ...months].filter((one) => one >= "2026" && one < "2031")) {
    for (let minute = 0; minute < 1440; minute += minute % 60 === 30 ? 29 : minute % 60 === 59 ? 1 : 30) {
      const closes = new Date(minute * 60_000).toISOString().slice(11, 16);
      const closing = closingOf(day, { ...calendar, closes });
      const shown = clock.format(closing);
      if (dayOf(closing, calendar) !== day || !shown.startsWith(day)) expect.fail(`${closes} on ${day} in ${zone}`);
      if (shown === `${day} ${closes}`) continue;
      // Never shown on that day: clocks were set past it, just then or with the end of the day.
      const passed = clock.format(closing + 60_000);
      const isPast = shown > `${day} ${closes}` ? clock.format(closing - 1) : passed.startsWith(day) ? "" : shown;
      if (isPast === "" || isPast >= `${day} ${closes}`) expect.fail(`${closes} on ${day} in ${zone}: ${shown}`);
    }
  }
}

describe("a calendar made for a place", () => {
  it.each(places)("shows the clocks of %s as its people see them, every three hours for twelve years", (zone) => {
    const calendar = readCalendar(calendarIn(zone, hours, NOW));
    const shown = new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
    for (let at = Date.UTC(2025, 0, 1); at < Date.UTC(2038, 11, 31); at += 3 * HOUR + 1_000) {
      const [date, time] = new Date(at + offsetAt(calendar.offset, at)).toISOString().split(/[T.]/);
      if (shown.format(at) !== `${date ?? ""} ${time ?? ""}`) expect.fail(`${shown.format(at)} in ${zone}`);
      if (dayOf(at, calendar) !== date) expect.fail(`${date ?? ""} in ${zone}`);
    }
    expect([calendar.zone, calendar.until]).toEqual([zone, "2038-12-31"]);
  });

  const of = LONG ? "every zone of this machine" : "zones with and without summer time";
  it(`closes within its day, at the time that its people's clocks show, in ${of} from 2026 to 2030`, () => {
    const zones = LONG ? Intl.supportedValuesOf("timeZone") : some;
    expect(zones.length).toBeGreaterThan(LONG ? 300 : 3);
    const seen = new Set<string>();
    for (const zone of zones.filter((one) => some.includes(one) || setsClocks(one))) {
      const calendar = readCalendar(calendarIn(zone, hours, NOW));
      // Many share their clocks with others.
      if (!seen.has(calendar.offset)) checkClosings(zone, calendar);
      seen.add(calendar.offset);
    }
    expect(seen.size).toBeGreaterThan(LONG ? 20 : 3);
  });

  it("ends with the offset of winter, wherever the list ends", () => {
    for (const zone of places) {
      const { offset } = calendarIn(zone, hours, NOW);
      const [later, before] = [
        offsetAt(offset, Date.UTC(2060, 6, 1)),
        [6, 0].map((month) => offsetAt(offset, Date.UTC(2030, month, 1))),
      ];
      expect(later, zone).toBe(Math.min(...before));
    }
  });

  it("closes at six on the clock of that day, in summer and in winter", () => {
    const calendar = calendarIn("Europe/Berlin", hours, NOW);
    const at = (day: string): string => new Date(closingOf(day, calendar)).toISOString().slice(11, 16);
    expect([at("2027-07-01"), at("2027-12-01")]).toEqual(["16:00", "17:00"]);
    expect((endOf("2027-10-31", calendar) + 1 - startOf("2027-10-31", calendar)) / HOUR).toBe(25);
  });

  it("stays as it was signed while it is right, and is made anew once clocks are to be set otherwise, or soon nobody knows", () => {
    const made = calendarIn("Europe/Berlin", hours, NOW);
    const later = NOW + 3 * 366 * 24 * HOUR;
    expect(isStillRight(made, calendarIn("Europe/Berlin", hours, later), later)).toBe(true);
    const muchLater = NOW + 8 * 366 * 24 * HOUR;
    expect(isStillRight(made, calendarIn("Europe/Berlin", hours, muchLater), muchLater)).toBe(false);
    expect(isStillRight({ ...made, offset: "+01:00" }, made, NOW)).toBe(false);
    expect(isStillRight({ ...made, closes: "17:00" }, made, NOW)).toBe(false);
    expect(isStillRight(calendarIn("Europe/Paris", hours, NOW), made, NOW)).toBe(false);
  });

  it("is made for places that there are", () => {
    expect(places.every(isZone)).toBe(true);
    expect(["Europe/Atlantis", "", "Mars", "Europe/Berlin "].some(isZone)).toBe(false);
  });
});
