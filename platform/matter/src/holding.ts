import { addDays, isWorkingDay, type Calendar, type Day } from "@niuniu/owe";
import type { OwedEvent } from "./entry.ts";

/** From this day on this member held the duty. */
export interface Holding {
  readonly by: string;
  readonly since: Day;
}

/** The holdings once `owner` has it from `since`, as the next holder. Never longer than the duty has days, and one. */
export function handedTo(
  held: readonly Holding[],
  { owner: by, date: since }: Pick<OwedEvent, "owner" | "date">,
): readonly Holding[] {
  const [first, ...rest] = held;
  if (first === undefined) return [{ by, since }];
  // Who had it for less than a day had no part of it; only the first is remembered, for whom a tie counts.
  const kept = [first, ...rest.filter((one) => one.since < since)];
  return kept.at(-1)?.by === by ? kept : [...kept, { by, since }];
}

/**
 * Who held a duty for the most working days of its life, up to and with `until`; the first to hold it where two held it alike. The
 * day of a change is the giver's: entries tell no hours, and nobody gets rid of a day at its last minute. Undefined where
 * nobody held it.
 */
export function longestHolder(held: readonly Holding[], until: Day, calendar: Calendar): string | undefined {
  const [first] = held;
  if (first === undefined) return undefined;
  const days = daysUntil(first.since, until);
  const working = days.filter((day) => isWorkingDay(day, calendar));
  const counts = new Map<string, number>();
  for (const day of working.length > 0 ? working : days) {
    const { by } = held.findLast(({ since }) => since < day) ?? first;
    counts.set(by, (counts.get(by) ?? 0) + 1);
  }
  const most = Math.max(...counts.values());
  return held.find(({ by }) => counts.get(by) === most)?.by;
}

/** Every day from `since` to `until`, both counted. */
function daysUntil(since: Day, until: Day): readonly Day[] {
  const days = [since];
  for (let day = addDays(since, 1); day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}
