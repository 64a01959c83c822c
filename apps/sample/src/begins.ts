import { dayOf, isWorkingDay, readCalendar, startOf, addDays } from "@niuniu/owe";
import { CALENDAR } from "@niuniu/wire";

const NINE = 9 * 3_600_000;
const MONTHS = 3;

/** When a sample that is handed over at `ends` was founded: on the first working day of the third month before, at nine. */
export function beginsOf(ends: number): number {
  const calendar = readCalendar(CALENDAR);
  const [year, month] = dayOf(ends, calendar).split("-").map(Number);
  const first = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1 - MONTHS, 1)).toISOString().slice(0, 10);
  let day = first;
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return startOf(day, calendar) + NINE;
}
