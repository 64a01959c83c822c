import { closingOf, dayOf, endOf, offsetAt, readCalendar, startOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { calendarIn, isStillRight, isZone } from "./zones.ts";

const hours = { weekend: [0, 6], holidays: [], closes: "18:00" };
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
