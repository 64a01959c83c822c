import { calendarFor } from "@niuniu/host";
import { expect, it } from "vitest";
import { beginsOf } from "./begins.ts";

/** Day of the week, day and hour as clocks in a place show them. */
const shown = (instant: number, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone,
    weekday: "short",
    day: "2-digit",
    month: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(instant);

it.each([
  ["America/New_York", "Fri 01/08, 09:00"],
  ["Asia/Shanghai", "Fri 01/08, 09:00"],
  ["Pacific/Auckland", "Fri 01/08, 09:00"],
])(
  "a sample in %s was founded at nine in the morning there, on a working day, whatever its clocks do since",
  (zone, at) => {
    // After clocks were set back in New York, and forward in Auckland.
    const ends = Date.UTC(2025, 10, 20, 3);
    expect(shown(beginsOf(ends, calendarFor({ zone, place: null, own: new Map() }, ends)), zone)).toBe(at);
  },
);

it("where nobody has said where the organisation is, its day is that of the calendar that comes with Niuniu", () => {
  const ends = Date.UTC(2025, 10, 20, 3);
  expect(beginsOf(ends, calendarFor(null, ends))).toBe(Date.UTC(2025, 7, 1, 1));
});
