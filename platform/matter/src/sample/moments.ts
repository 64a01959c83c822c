import { addDays, dayOf, isWorkingDay, startOf, type Calendar, type Instant } from "@niuniu/owe";

const HALF_PAST_TEN = 10.5 * 3_600_000;

/**
 * When the sample's committee is at its desk: every second working day at half past ten, from the day after `begins` to the day
 * before `ends`. What is reported on one of them is answered on the next, which no clock of the policy that comes with Niuniu
 * calls late.
 */
export function officeHours(begins: Instant, ends: Instant, calendar: Calendar): readonly Instant[] {
  const worked: Instant[] = [];
  for (let day = addDays(dayOf(begins, calendar), 1); day < dayOf(ends, calendar); day = addDays(day, 1))
    if (isWorkingDay(day, calendar)) worked.push(startOf(day, calendar) + HALF_PAST_TEN);
  return worked.filter((_, at) => at % 2 === 0);
}

/** The first three months of them, each with its moments in order. */
export function firstMonths(hours: readonly Instant[], calendar: Calendar): readonly (readonly Instant[])[] {
  return [...Map.groupBy(hours, (at) => dayOf(at, calendar).slice(0, 7)).values()].slice(0, 3);
}
