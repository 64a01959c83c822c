import { dayOf, readCalendar, type Calendar, type Day } from "@niuniu/owe";
import { seatsOf, type Roster } from "@niuniu/roster";

/** A seat, and the last day of its term where it has one. */
interface Seat {
  readonly id: string;
  readonly until: Day | null;
}

/** A statement, as far as it says what the committee owes its house. */
interface Said {
  readonly number: number;
  /** The day from which it holds, and the last on which it needs no renewal. */
  readonly from: Day;
  readonly until: Day;
  readonly seats: readonly Seat[];
  /** Whoever keeps an eye on the record from outside, each as the statement names it. */
  readonly witnesses: readonly string[];
}

/** What anybody can tell from the statements: all of what is owed follows from it, but for what was proposed and who cannot be told. */
export interface Facts {
  /** All statements, oldest first; at least one. */
  readonly statements: readonly Said[];
  /** The calendar that the newest names. */
  readonly calendar: Calendar;
}

/** Something that waits for signatures or votes. `signed`: whoever needs do nothing more, its proposer included. */
interface Asking {
  /** The hash of the line that its proposer signed, hex: nobody guesses it, and it is public once this is adopted. */
  readonly name: string;
  /** Until when they are taken (ms since epoch). */
  readonly ends: number;
  readonly signed: readonly string[];
}

/** What only the house can tell: what waits, the names of what has been adopted, and who cannot be told. */
export interface Waiting {
  readonly asking: readonly Asking[];
  readonly adopted: readonly string[];
  /** Names of the failures of members' ways of being told, which say nothing of whose they are. */
  readonly ways: readonly string[];
}

/** The facts in a chain of statements that holds, and the text of the calendar which the newest names. */
export function factsOf({ statements }: Pick<Roster, "statements">, calendarText: string): Facts {
  const calendar = readCalendar(JSON.parse(calendarText));
  return {
    statements: statements.map((one) => ({
      number: one.number,
      from: dayOf(Date.parse(one.effective), calendar),
      until: one.validUntil,
      witnesses: one.witnesses,
      seats: seatsOf(one).map(({ id, until = null }) => ({ id, until })),
    })),
    calendar,
  };
}
