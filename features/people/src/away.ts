import { standingOn } from "@niuniu/committee";
import { Refused } from "@niuniu/wire";
import { dayNumber } from "./rules.ts";

/** The longest absence one note can state, in days, first and last included. */
const LONGEST_ABSENCE = 60;
/** How many notes of one person may be running or ahead at once, those replaced by a newer one included. */
export const MOST_ABSENCES = 20;

/** The days of an absence, both included, in the calendar's zone. */
export interface Away {
  readonly from: string;
  readonly until: string;
}

/** An absence with whose it is. Lists of them go from the oldest to the newest of each member. */
export interface AwayOf extends Away {
  readonly member: string;
}

/**
 * An absence begins today or later, at most a year ahead, and lasts at most 60 days. It is never dated back: it would
 * excuse what was already missed. Refused with people/absence-days.
 */
export function checkAway({ from, until }: Away, today: string): void {
  const [first, last, now] = [dayNumber(from), dayNumber(until), dayNumber(today)];
  const sound = first >= now && first <= now + 366 && last >= first && last - first < LONGEST_ABSENCE;
  if (!sound) throw new Refused("people/absence-days");
}

/**
 * True for the note by which a member takes back an absence that has not begun: from today until the day before, so that it covers no
 * day. It is no absence, and only takes the place of one.
 */
export function isTakenBack({ from, until }: Away, today: string): boolean {
  return from === today && dayNumber(until) === dayNumber(today) - 1;
}

/**
 * Only what has not begun is taken back: a day that began away stays one, so that nobody is away for as long as it takes to be passed
 * over once. Whoever is away says instead that today is the last day. Refused with people/absence-begun.
 */
export function checkTakenBack(notes: readonly AwayOf[], { member, today }: { member: string; today: string }): void {
  const [next] = awayFrom(notes, today).filter((note) => note.member === member);
  if (next === undefined || next.from <= today) throw new Refused("people/absence-begun");
}

/**
 * True for the note by which whoever is away today says that today is the last day: it covers no day that was not covered. Nobody is
 * asked about it, and it does not count against the limit; once nothing stands after today it is a note like any other.
 */
export function isEndedToday({ from, until }: Away, notes: readonly AwayOf[], on: Ending): boolean {
  const standing = awayFrom(notes, on.today).filter(({ member }) => member === on.member);
  const isAwayNow = standing.some((note) => isAway(note, on.today));
  return from === on.today && until === on.today && isAwayNow && standing.some((note) => note.until > on.today);
}

/** Whose absence, and the organisation's day. */
interface Ending {
  readonly member: string;
  readonly today: string;
}

/** True if the day lies within the absence. */
export function isAway({ from, until }: Away, day: string): boolean {
  return from <= day && day <= until;
}

const standing = <Note extends AwayOf>(notes: readonly Note[], day: string): readonly Note[] =>
  standingOn(
    notes.map((note) => ({ kind: "absence v1", of: note.member, from: note.from, note })),
    day,
  ).map(({ note }) => note);

/** Who is away on this day: a newer note takes the place of those before it from its first day on, and not before. */
export function awayOn(notes: readonly AwayOf[], day: string): readonly string[] {
  return standing(notes, day).flatMap((note) => (isAway(note, day) ? [note.member] : []));
}

/** The notes that cover this day or days ahead of it and that no newer one takes the place of, by their first days. */
export function awayFrom<Note extends AwayOf>(notes: readonly Note[], today: string): readonly Note[] {
  const stands = (note: Note): boolean => standing(notes, note.from < today ? today : note.from).includes(note);
  return notes.filter((note) => note.until >= today && stands(note)).toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
