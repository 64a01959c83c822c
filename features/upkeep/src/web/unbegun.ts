import { readCalendar } from "@niuniu/owe";
import type { Roster } from "@niuniu/roster";
import { factsOf } from "../facts.ts";
import type { UpkeepLine } from "../routes.ts";
import { wantedOf, type Wanted } from "../wanted.ts";
import { newestRules } from "./reading.ts";

/** A server looks once an hour, and clocks differ: so long after its time one that has not begun is kept quiet. */
const GRACE = 26 * 3_600_000;
const ROUNDS: readonly string[] = ["policy", "rehearsal", "restore"];

/** What the committee a browser has checked goes by. */
interface House {
  readonly roster: Roster;
  readonly policy: string;
  readonly calendar: string;
}

/**
 * What by the statements alone should have begun a day ago and is not in the list, by this device's clock. What comes round is not begun
 * while one of its kind is open; and once one of its kind is over, only the turn is known that it was.
 */
export function unbegunIn(lines: readonly UpkeepLine[], house: House, now: number): readonly Wanted[] {
  const { policy, calendar } = newestRules(house);
  const before = { policy, calendar: readCalendar(JSON.parse(house.calendar)), now: now - GRACE };
  const wanted = wantedOf(factsOf(house.roster, house.calendar), { ...before, calendar });
  return wanted.filter(({ what, subject }) => {
    const same = lines.filter((line) => line.what === what);
    if (same.some((line) => line.subject === subject)) return false;
    return !(ROUNDS.includes(what) && same.some(({ owed }) => owed !== null));
  });
}
