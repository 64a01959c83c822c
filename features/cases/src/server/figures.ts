import { addDays, type Day } from "@niuniu/owe";
import type { Figures } from "../routes.ts";
import type { TallyTable } from "./tables.ts";

/** Below this a number is not given: it could point at a person. */
const FEW = 5;
const MONTHS = 6;

/** How the open cases stand. */
export interface Counts {
  readonly overdue: number;
  readonly waiting: number;
  readonly open: number;
  readonly missedEver: number;
}

/** The first day the figures look back to: of the month five months before this one. */
export function firstDay(today: Day): Day {
  return `${monthsUntil(today)[0] ?? ""}-01`;
}

/** What the public page counts. Small numbers become ranges, medians and shares need at least five. */
export function figuresOf(counts: Counts, tallies: readonly TallyTable[], today: Day): Figures {
  const recent = addDays(today, -90);
  const [met, missed] = [sum(tallies, "met", recent), sum(tallies, "missed", recent)];
  return {
    overdue: blurred(counts.overdue),
    waiting: blurred(counts.waiting),
    open: blurred(counts.open),
    missedEver: blurred(counts.missedEver),
    medianAnswerDays: median(tallies.filter(({ what }) => what === "answered")),
    onTime90: met + missed < FEW ? null : met / (met + missed),
    setAside90: blurred(sum(tallies, "junk", recent)),
    contested90: blurred(sum(tallies, "contested", recent)),
    reopened90: blurred(sum(tallies, "reopened", recent)),
    months: monthsUntil(today).map((month) => {
      const within = tallies.filter(({ day }) => day.startsWith(month));
      return { month, answered: orNull(sum(within, "answered", "")), missed: orNull(sum(within, "missed", "")) };
    }),
  };
}

function blurred(count: number): "none" | "1-4" | number {
  if (count === 0) return "none";
  return count < FEW ? "1-4" : count;
}

function orNull(count: number): number | null {
  return count < FEW ? null : count;
}

/** Never less than nought: what is taken back may have been counted before `since`. */
function sum(tallies: readonly TallyTable[], what: TallyTable["what"], since: Day): number {
  return Math.max(
    0,
    tallies.reduce((total, one) => total + (one.what === what && one.day >= since ? one.count : 0), 0),
  );
}

function median(answered: readonly TallyTable[]): number | null {
  const total = answered.reduce((count, one) => count + one.count, 0);
  if (total < FEW) return null;
  let before = 0;
  for (const { days, count } of answered.toSorted((a, b) => a.days - b.days)) {
    before += count;
    if (before * 2 >= total) return days;
  }
  return null;
}

/** The last six months up to that of `today`, oldest first, "YYYY-MM". */
function monthsUntil(today: Day): readonly string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: MONTHS }, (_, at) => {
    const months = year * 12 + month - 1 - (MONTHS - 1 - at);
    return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`;
  });
}
