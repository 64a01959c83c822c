import { OweError } from "./errors.ts";
import { checkZone, instantOf, offsetAt } from "./zone.ts";

/** Milliseconds since 1970-01-01T00:00Z. */
export type Instant = number;

/** A calendar day, "YYYY-MM-DD", in the zone of a `Calendar`. Days compare correctly as strings. */
export type Day = string;

/**
 * When people are at work: where their clocks stand (a `Zone`), weekend days (0 = Sunday), holidays, and the time a day's work
 * closes. A first calendar has these four alone and one offset for good; a second one also says which place's clocks they are, as
 * the IANA database names it, and until which day whoever made the text knew their changes. A third one has a name, says which
 * weekend days are worked to make up for holidays, and for which years whoever made it had the table of both.
 */
export type Calendar = {
  readonly niuniu?: "calendar v2" | "calendar v3";
  readonly name?: string;
  readonly zone?: string;
  readonly until?: Day;
  readonly offset: string;
  readonly weekend: readonly number[];
  readonly holidays: readonly Day[];
  readonly workdays?: readonly Day[];
  readonly years?: readonly number[];
  readonly closes: string;
};

/** How long somebody has. Working days and days end at closing time; hours end at an exact minute. */
export type Span = { readonly workingDays: number } | { readonly days: number } | { readonly hours: number };

const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;
const DAY_PATTERN = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/u;
const FIXED_PATTERN = /^[+-](?:0\d|1[0-4]):[0-5]\d$/u;
const ZONE_PATTERN = /^[A-Za-z0-9+_-]+(?:\/[A-Za-z0-9+_-]+){0,2}$/u;
/** A line of one to 64 characters, of which none is a control or sets another direction. */
const NAME_PATTERN = /^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Cs}]{1,64}$/u;
const CLOSES_PATTERN = /^([01]\d|2[0-3]):([0-5]\d)$/u;

/** Longer than any honest promise; keeps a hostile policy from making a loop long. */
const LONGEST: Readonly<Record<"workingDays" | "days" | "hours", number>> = {
  workingDays: 1000,
  days: 3660,
  hours: 24 * 366,
};

/** True for a day that exists, from 1900 to 2999, written "YYYY-MM-DD". Accepts hostile input. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== "string" || !DAY_PATTERN.test(value)) return false;
  const date = new Date(midnightOf(value));
  // What does not exist, such as the thirty-first of April, is reckoned into another month.
  return date.getUTCMonth() + 1 === Number(value.slice(5, 7)) && date.getUTCDate() === Number(value.slice(8));
}

/** The day `instant` falls on in the calendar's zone (owe.md §1). */
export function dayOf(instant: Instant, calendar: Calendar): Day {
  return dayAt(instant + offsetAt(calendar.offset, instant));
}

/** The first millisecond of `day` in the calendar's zone. Throws "owe/bad-day". */
export function startOf(day: Day, calendar: Calendar): Instant {
  if (!isDay(day)) throw new OweError("owe/bad-day", "not a calendar day");
  return instantOf(midnightOf(day), calendar.offset, "first");
}

/** The last millisecond of `day` in the calendar's zone. Throws "owe/bad-day". */
export function endOf(day: Day, calendar: Calendar): Instant {
  if (!isDay(day)) throw new OweError("owe/bad-day", "not a calendar day");
  return instantOf(midnightOf(day) + DAY, calendar.offset, "first") - 1;
}

/**
 * Closing time of `day`, working day or not: the later one where clocks show it twice, and the day's last minute where they are set
 * past it and past midnight, so that no promise lasts into another day than it names. Throws "owe/bad-day".
 */
export function closingOf(day: Day, calendar: Calendar): Instant {
  const match = CLOSES_PATTERN.exec(calendar.closes);
  if (match === null) throw new OweError("owe/bad-calendar", "closing time is HH:MM");
  if (!isDay(day)) throw new OweError("owe/bad-day", "not a calendar day");
  const shown = midnightOf(day) + Number(match[1]) * HOUR + Number(match[2]) * MINUTE;
  return Math.min(instantOf(shown, calendar.offset, "last"), endOf(day, calendar) + 1 - MINUTE);
}

/** The day `count` days after `day` (before, when negative). Throws "owe/bad-day". */
export function addDays(day: Day, count: number): Day {
  if (!isDay(day)) throw new OweError("owe/bad-day", "not a calendar day");
  return dayAt(midnightOf(day) + count * DAY);
}

/** How many days `to` lies after `from`; negative when it lies before. Throws "owe/bad-day". */
export function daysBetween(from: Day, to: Day): number {
  if (!isDay(from) || !isDay(to)) throw new OweError("owe/bad-day", "not a calendar day");
  return (midnightOf(to) - midnightOf(from)) / DAY;
}

/** True when people work on `day`: neither a weekend day, but for those that are worked all the same, nor a holiday. */
export function isWorkingDay(day: Day, { weekend, holidays, workdays }: Calendar): boolean {
  if (weekend.includes(weekdayOf(day))) return workdays?.includes(day) === true;
  return !holidays.includes(day);
}

/** Whether the table of this year stands in the calendar; null where it does not say of any year. */
export const hasYear = ({ years }: Calendar, year: number): boolean | null => years?.includes(year) ?? null;

/**
 * The latest moment something promised at `from` may be done (owe.md §2). Always later than `from`, and never earlier for a later `from`.
 * Hours round down to the minute, so that the stored date tells as little as it can. Throws "owe/bad-span", "owe/bad-calendar".
 */
export function dueAt(from: Instant, span: Span, calendar: Calendar): Instant {
  const { hours, days, workingDays } = readSpan(span) as { hours?: number; days?: number; workingDays?: number };
  if (hours !== undefined) return Math.floor((from + hours * HOUR) / MINUTE) * MINUTE;
  const today = dayOf(from, calendar);
  if (days !== undefined) return closingOf(addDays(today, days), calendar);
  return closingOf(workingDayAfter(today, workingDays ?? 1, calendar), calendar);
}

function workingDayAfter(today: Day, count: number, calendar: Calendar): Day {
  const { weekend, holidays, workdays } = calendar;
  if (!isDay(today)) throw new OweError("owe/bad-day", "not a calendar day");
  // By moments and not by days: a server asks this hundreds of times a second.
  let at = midnightOf(today);
  let left = count;
  // Weekends and holidays can at most be eight times as many as the days worked, in any calendar `readCalendar` accepts plus its list:
  // each week has a day that is no weekend's. Weekend days that are worked only bring the end nearer.
  for (let guard = count * 8 + holidays.length * 8 + 8; guard > 0; guard -= 1) {
    at += DAY;
    const isWeekend = weekend.includes(new Date(at).getUTCDay());
    if (isWeekend && workdays === undefined) continue;
    const day = dayAt(at);
    if (isWeekend ? workdays?.includes(day) === true : !holidays.includes(day)) left -= 1;
    if (left === 0) return day;
  }
  throw new OweError("owe/bad-calendar", "no working day ahead");
}

// By numbers both ways, three times as fast as to write out a moment and to read one: rules are little else than days.

const weekdayOf = (day: Day): number => new Date(midnightOf(day)).getUTCDay();

/** The first millisecond in UTC of a day, whose form was checked. */
const midnightOf = (day: Day): Instant =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)));

function dayAt(instant: Instant): Day {
  const date = new Date(instant);
  const year = date.getUTCFullYear();
  if (!(year >= 1000 && year <= 9999)) return date.toISOString().slice(0, 10);
  return `${year}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
}

const twoDigits = (count: number): string => (count < 10 ? `0${count}` : String(count));

/** A span from untrusted input: exactly one unit, a whole number from 1 up. Throws "owe/bad-span". */
export function readSpan(value: unknown): Span {
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    const [unit, count] = entries[0] ?? [];
    const known = unit === "workingDays" || unit === "days" || unit === "hours";
    if (known && entries.length === 1 && isCount(count, LONGEST[unit])) return { [unit]: count } as Span;
  }
  throw new OweError("owe/bad-span", "a span is one of workingDays, days or hours, and a whole number");
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most;
}

/** A calendar from untrusted input, with unknown fields refused. Throws "owe/bad-calendar". */
export function readCalendar(value: unknown): Calendar {
  if (typeof value !== "object" || value === null) throw badCalendar("not an object");
  const { niuniu, zone, until, ...more } = value as Readonly<Record<string, unknown>>;
  if ([niuniu, zone, until].every((one) => one === undefined)) return readHours(more, true);
  if (niuniu !== "calendar v2" && niuniu !== "calendar v3") throw badCalendar("unknown version");
  if (typeof zone !== "string" || !ZONE_PATTERN.test(zone) || zone.length > 64) throw badCalendar("zone is a name");
  if (!isDay(until)) throw badCalendar("until is a day");
  if (niuniu === "calendar v2") return { niuniu, zone, until, ...readHours(more, false) };
  const { name, ...table } = more;
  return { niuniu, name: readName(name), zone, until, ...readTable(table) };
}

function readName(name: unknown): string {
  if (typeof name === "string" && NAME_PATTERN.test(name) && name.trim() === name) return name;
  throw badCalendar("a name is a short line");
}

/** A table says everything once, in order, and of no day two things: what two people make of one law is then one text. */
function readTable(value: Readonly<Record<string, unknown>>): ReturnType<typeof readHours> & Workdays {
  const { workdays: worked, years: had, ...hours } = value;
  const { offset, weekend, holidays, closes } = readHours(hours, false);
  const [workdays, years] = [readDays(worked), readYears(had)];
  if (![holidays, workdays, years].every(isAscending)) throw badCalendar("days and years are in order, each once");
  const idle = workdays.find((day) => !weekend.includes(weekdayOf(day)) || holidays.includes(day));
  if (idle !== undefined) throw badCalendar("a workday is a weekend day and no holiday");
  return { offset, weekend, holidays, workdays, years, closes };
}

type Workdays = Required<Pick<Calendar, "workdays" | "years">>;

const isAscending = (list: readonly (string | number)[]): boolean =>
  list.every((one, at) => at === 0 || one > (list[at - 1] ?? one));

/** What calendars of all versions say. `fixed`: one offset for good. */
function readHours(
  value: Readonly<Record<string, unknown>>,
  fixed: boolean,
): Pick<Calendar, "offset" | "weekend" | "holidays" | "closes"> {
  const { offset, weekend, holidays, closes, ...rest } = value;
  if (Object.keys(rest).length > 0) throw badCalendar("unknown field");
  if (typeof offset !== "string") throw badCalendar("offset is a text");
  if (fixed && !FIXED_PATTERN.test(offset)) throw badCalendar("offset is +HH:MM or -HH:MM");
  checkZone(offset);
  if (typeof closes !== "string" || !CLOSES_PATTERN.test(closes)) throw badCalendar("closing time is HH:MM");
  return { offset, weekend: readWeekend(weekend), holidays: readDays(holidays), closes };
}

function readWeekend(value: unknown): readonly number[] {
  const days: readonly unknown[] = Array.isArray(value) ? value : [null];
  if (!days.every(isWeekday) || new Set(days).size !== days.length || days.length > 6) {
    throw badCalendar("weekend days are 0 to 6, each once, at most six");
  }
  return days;
}

function readDays(value: unknown): readonly Day[] {
  const days: readonly unknown[] = Array.isArray(value) ? value : [null];
  if (!days.every(isDay) || days.length > 2000) throw badCalendar("a holiday or workday is a day that exists");
  return days;
}

function readYears(value: unknown): readonly number[] {
  const years: readonly unknown[] = Array.isArray(value) ? value : [null];
  const isYear = (year: unknown): year is number =>
    typeof year === "number" && Number.isInteger(year) && year >= 1900 && year <= 2999;
  if (!years.every(isYear)) throw badCalendar("a year is a whole number from 1900 to 2999");
  return years;
}

function badCalendar(why: string): OweError {
  return new OweError("owe/bad-calendar", why);
}

function isWeekday(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 6;
}
