import type { Rules } from "@niuniu/matter";
import type { Roster } from "@niuniu/roster";
import { factsOf } from "./facts.ts";
import { firstHoursOf } from "./first-hours.ts";
import type { Policy } from "./policy.ts";
import type { Reviewed } from "./terms.ts";
import { ROUNDS, wantedOf, type Wanted } from "./wanted.ts";

/** A server looks once an hour, and clocks differ: so long after its time one that has not begun is kept quiet. */
const GRACE = 26 * 3_600_000;

/** One of the list, as far as it tells whether another is missing in it. */
interface Listed {
  readonly what: string;
  readonly subject: string;
  readonly open: boolean;
  readonly reviewed: Pick<Reviewed, "texts" | "day"> | null;
}

/** The committee as its reader has checked it: the text of the calendar that the newest statement names, and that statement's rules. */
interface House {
  readonly roster: Roster;
  readonly calendar: string;
  readonly rules: Rules<Policy>;
  /** The hash of the texts of the first hours that are served; null where none are. */
  readonly texts: string | null;
}

/**
 * What by the statements alone should have begun a day ago and is not in the list, by the reader's clock. What comes round is not begun
 * while one of its kind is open. Nothing is said of a statement that is younger than a day: what it asks for is only just beginning.
 */
export function unbegunIn(
  lines: readonly Listed[],
  { roster, calendar, rules, texts }: House,
  now: number,
): readonly Wanted[] {
  if (Date.parse(roster.newest.effective) > now - GRACE) return [];
  const [facts, on] = [factsOf(roster, calendar), { ...rules, now: now - GRACE }];
  const reviews = lines.flatMap(({ reviewed }) => reviewed ?? []);
  const read = texts === null ? [] : firstHoursOf({ hash: texts, reviews, turns: lines.length }, facts, on);
  const wanted = [...wantedOf(facts, on), ...read];
  return wanted.filter(({ what, subject }) => {
    const same = lines.filter((line) => line.what === what);
    if (same.some((line) => line.subject === subject)) return false;
    return !(ROUNDS.has(what) && same.some(({ open }) => open));
  });
}
