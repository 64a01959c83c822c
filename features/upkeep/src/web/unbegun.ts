import type { Roster } from "@niuniu/roster";
import { factsOf } from "../facts.ts";
import type { UpkeepLine } from "../routes.ts";
import { ROUNDS, wantedOf, type Wanted } from "../wanted.ts";
import { newestRules } from "./reading.ts";

/** A server looks once an hour, and clocks differ: so long after its time one that has not begun is kept quiet. */
const GRACE = 26 * 3_600_000;

/** What the committee a browser has checked goes by. */
interface House {
  readonly roster: Roster;
  readonly policy: string;
  readonly calendar: string;
}

/**
 * What by the statements alone should have begun a day ago and is not in the list, by this device's clock. What comes round is not begun
 * while one of its kind is open. Nothing is said of a statement that is younger than a day: what it asks for is only just beginning.
 */
export function unbegunIn(lines: readonly UpkeepLine[], house: House, now: number): readonly Wanted[] {
  if (Date.parse(house.roster.newest.effective) > now - GRACE) return [];
  const { policy, calendar } = newestRules(house);
  const wanted = wantedOf(factsOf(house.roster, house.calendar), { policy, calendar, now: now - GRACE });
  return wanted.filter(({ what, subject }) => {
    const same = lines.filter((line) => line.what === what);
    if (same.some((line) => line.subject === subject)) return false;
    return !(ROUNDS.has(what) && same.some(({ owed }) => owed !== null));
  });
}
