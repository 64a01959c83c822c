import { addDays, type Day } from "@niuniu/owe";
import type { Language } from "./words.ts";

type What = "off" | "work";

/** Days that follow each other and are the same. */
interface Run {
  readonly what: What;
  readonly first: Day;
  readonly last: Day;
}

function runsOf(what: What, days: readonly Day[]): readonly Run[] {
  const runs: Run[] = [];
  for (const day of days) {
    const before = runs.at(-1);
    if (before !== undefined && addDays(before.last, 1) === day) runs[runs.length - 1] = { ...before, last: day };
    else runs.push({ what, first: day, last: day });
  }
  return runs;
}

/**
 * The days as lines of a table, in order, which can be copied into the operator's own as they are: "off 10-01..10-07  # Thu–Wed". A day of
 * another year than `year` is written whole.
 */
export function linesOf(
  off: readonly Day[],
  work: readonly Day[],
  year: number,
  language: Language,
): readonly string[] {
  const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  const named = (day: Day): string => weekday.format(Date.parse(day));
  const short = (day: Day): string => (day.startsWith(`${year}-`) ? day.slice(5) : day);
  const joined = (first: string, last: string, by: string): string => (first === last ? first : `${first}${by}${last}`);
  return [...runsOf("off", off), ...runsOf("work", work)]
    .toSorted((a, b) => (a.first < b.first ? -1 : 1))
    .map(({ what, first, last }) => {
      const written = `${what.padEnd(4)} ${joined(short(first), short(last), "..")}`;
      const names = first === last ? named(first) : `${named(first)}–${named(last)}`;
      return `${written.padEnd(20)}  # ${names}`;
    });
}
