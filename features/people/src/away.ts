import { standingOn } from "@niuniu/committee";
import { addDays } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { LONGEST_ABSENCE } from "./limits.ts";
import { dayNumber } from "./rules.ts";

/** How many notes of one person may be running or ahead at once, those replaced by a newer one included. */
export const MOST_ABSENCES = 20;
/** The same where there are fewer days away than before: who comes back is not kept from saying so. */
export const MOST_SHORTENED = 60;
/** How many are handed in together at most. */
export const MOST_AT_ONCE = 25;

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
 * An absence begins today or later, at most a year ahead, and lasts at most {@link LONGEST_ABSENCE} days. It is never dated back: it would
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

/** Whose absence, and the organisation's day. */
interface Whose {
  readonly member: string;
  readonly today: string;
}

/** What notes that a member hands in together come to. */
export interface Come {
  /** Every day away was one before, and not all of them are any more: nobody is asked about it. */
  readonly shortens: boolean;
  /** No day after today is one of absence. */
  readonly ends: boolean;
}

/**
 * Judges notes that a member hands in together, the last one the newest, by what they come to and not one by one. Only what has not begun is taken
 * back: a day that began away stays one, so that nobody is away for as long as it takes to be passed over once. Refused with
 * people/absence-days or people/absence-begun.
 */
export function checkAways(before: readonly AwayOf[], given: readonly Away[], { member, today }: Whose): Come {
  const backs = given.filter((away) => isTakenBack(away, today));
  for (const away of given) if (!backs.includes(away)) checkAway(away, today);
  const all = [...before, ...given.map((away) => ({ member, ...away }))];
  const was = new Set(daysAway(before, { member, today }));
  const is = new Set(daysAway(all, { member, today }));
  if ((was.has(today) && !is.has(today)) || (backs.length > 0 && was.size === 0))
    throw new Refused("people/absence-begun");
  return {
    shortens: is.size < was.size && [...is].every((day) => was.has(day)),
    ends: [...is].every((day) => day === today),
  };
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

/** This day and those after it up to `last`. */
function daysUpTo(last: string, today: string): readonly string[] {
  const count = dayNumber(last) - dayNumber(today) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, at) => addDays(today, at));
}

/** A member's days away from today on, each with the note that stands on it. */
function standingDays<Note extends AwayOf>(
  notes: readonly Note[],
  { member, today }: Whose,
): readonly { readonly day: string; readonly note: Note }[] {
  const own = notes.filter((note) => note.member === member);
  const last = own.reduce((latest, { until }) => (until > latest ? until : latest), "");
  return (last < today ? [] : daysUpTo(last, today)).flatMap((day) => {
    const note = own.findLast(({ from }) => from <= day);
    return note !== undefined && isAway(note, day) ? [{ day, note }] : [];
  });
}

const daysAway = (notes: readonly AwayOf[], whose: Whose): readonly string[] =>
  standingDays(notes, whose).map(({ day }) => day);

/** When a member is away from today on, one after the other: of each note the days on which it stands, from its own first day where it has begun. */
export function spansAway(notes: readonly AwayOf[], whose: Whose): readonly Away[] {
  const spans: { note: AwayOf; from: string; until: string }[] = [];
  for (const { day, note } of standingDays(notes, whose)) {
    const last = spans.at(-1);
    if (last?.note === note) last.until = day;
    else spans.push({ note, from: note.from < whose.today ? note.from : day, until: day });
  }
  return spans.map(({ from, until }) => ({ from, until }));
}
