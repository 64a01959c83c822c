import { expect, it } from "vitest";
import { readCalendar } from "@niuniu/owe";
import { spreadOver } from "./week.tsx";

const calendar = readCalendar({
  ...{ offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" },
});
const NOW = Date.UTC(2026, 10, 23, 15, 30);

it("a date falls on the organisation's day, what is late on none, and what is later than a week is counted", () => {
  const hour = 3_600_000;
  // 23:30 there: an hour later is tomorrow.
  const spread = spreadOver([NOW - 1, NOW + hour / 4, NOW + hour, NOW + 9 * 24 * hour], NOW, calendar);
  expect(spread.late).toBe(1);
  expect(spread.later).toBe(1);
  expect(spread.days.map(({ count }) => count)).toEqual([1, 1, 0, 0, 0, 0, 0]);
  expect(spread.days[0]?.day).toBe("2026-11-23");
});
