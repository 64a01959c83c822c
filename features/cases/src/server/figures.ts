import { blurred, FEW, medianOf, monthsUntil, shownFrom5 } from "@niuniu/host";
import { addDays, type Day } from "@niuniu/owe";
import { LOOKS_BACK } from "../on-time.ts";
import type { Figures } from "../routes.ts";
import type { TallyTable } from "./tables.ts";

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
  return `${monthsUntil(today, MONTHS)[0] ?? ""}-01`;
}

/** What the public page counts. Small numbers become ranges, medians and shares need at least five. */
export function figuresOf(counts: Counts, tallies: readonly TallyTable[], today: Day): Figures {
  const recent = addDays(today, -LOOKS_BACK);
  const [met, missed] = [sum(tallies, "met", recent), sum(tallies, "missed", recent)];
  return {
    overdue: blurred(counts.overdue),
    waiting: blurred(counts.waiting),
    open: blurred(counts.open),
    missedEver: blurred(counts.missedEver),
    medianAnswerDays: medianOf(answeredIn(tallies)),
    onTime90: met + missed < FEW || isFew(met) || isFew(missed) ? null : met / (met + missed),
    met90: blurred(met),
    missed90: blurred(missed),
    setAside90: blurred(sum(tallies, "junk", recent)),
    contested90: blurred(sum(tallies, "contested", recent)),
    reopened90: blurred(sum(tallies, "reopened", recent)),
    months: monthsUntil(today, MONTHS).map((month) => {
      const within = tallies.filter(({ day }) => day.startsWith(month));
      return {
        month,
        answered: shownFrom5(sum(within, "answered", "")),
        missed: shownFrom5(sum(within, "missed", "")),
      };
    }),
  };
}

const isFew = (count: number): boolean => count > 0 && count < FEW;

/** Never less than nought: what is taken back may have been counted before `since`. */
function sum(tallies: readonly TallyTable[], what: TallyTable["what"], since: Day): number {
  return Math.max(
    0,
    tallies.reduce((total, one) => total + (one.what === what && one.day >= since ? one.count : 0), 0),
  );
}

const answeredIn = (tallies: readonly TallyTable[]): readonly { readonly value: number; readonly count: number }[] =>
  tallies.flatMap(({ what, days, count }) => (what === "answered" ? [{ value: days, count }] : []));
