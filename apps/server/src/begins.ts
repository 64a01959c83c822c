import { addDays, closingOf, dayOf, isWorkingDay, type Calendar } from "@niuniu/owe";

const MONTHS = 3;

/**
 * When a sample that is handed over at `ends` was founded: where the organisation is, on the first working day of the third month
 * before, at nine.
 */
export function beginsOf(ends: number, calendar: Calendar): number {
  const [year, month] = dayOf(ends, calendar).split("-").map(Number);
  let day = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1 - MONTHS, 1)).toISOString().slice(0, 10);
  while (!isWorkingDay(day, calendar)) day = addDays(day, 1);
  return closingOf(day, { ...calendar, closes: "09:00" });
}
