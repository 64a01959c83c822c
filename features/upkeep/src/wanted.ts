import { addDays, dayOf, dueAt, hasYear, type Calendar, type Day, type Instant } from "@niuniu/owe";
import type { Facts, Waiting } from "./facts.ts";
import type { Policy, Round } from "./policy.ts";
import type { Begun } from "./terms.ts";

/** What is owed from now on: which, by when, and who owes nothing of it. */
export type Wanted = Pick<Begun, "what" | "subject" | "until" | "signed" | "alarm">;

/** What is judged by: the rules in force, and the day. */
interface On {
  readonly policy: Policy;
  readonly calendar: Calendar;
  readonly now: Instant;
}

/** What comes round: the next is not begun while one of its kind is open, whose dates go on passing. */
export const ROUNDS: ReadonlySet<string> = new Set(["policy", "rehearsal", "restore", "first-hours"]);

const later = (one: Day, other: Day): Day => (one > other ? one : other);

/**
 * What the committee owes its house now by the statements alone, begun or not: whoever reads them comes to the same list, so a server
 * that keeps one of them quiet is seen.
 */
export function wantedOf(facts: Facts, on: On): readonly Wanted[] {
  const today = dayOf(on.now, on.calendar);
  return [
    ...renewal(facts, today, on),
    ...terms(facts, today, on),
    ...vacancy(facts, today, on),
    ...tables(facts, today, on),
    ...comesRound("policy", on.policy.review, facts, on),
    ...comesRound("rehearsal", on.policy.rehearsal, facts, on),
    ...comesRound("restore", on.policy.restore, facts, on),
  ];
}

/** What is owed besides, as the house tells: signatures and votes on what was proposed, and that everybody can be told. */
export function waitingOf({ asking, ways }: Waiting, on: On): readonly Wanted[] {
  const { policy, calendar, now } = on;
  const last = dueWithin(policy.sign, on);
  return [
    ...asking.flatMap(({ name, ends, signed }): readonly Wanted[] => {
      const closes = dayOf(ends, calendar);
      return ends <= now
        ? []
        : [{ what: "countersign", subject: name, until: closes < last ? closes : last, signed: signed.toSorted() }];
    }),
    ...ways.map((subject): Wanted => ({ what: "way", subject, until: dueWithin(policy.way, on), signed: [] })),
  ];
}

/** The day so many working days on. */
export const dueWithin = (workingDays: number, { calendar, now }: Pick<On, "calendar" | "now">): Day =>
  dayOf(dueAt(now, { workingDays }, calendar), calendar);

const newestOf = ({ statements }: Facts) => {
  const newest = statements.at(-1);
  if (newest === undefined) throw new Error("upkeep/no-statement");
  return newest;
};

function renewal(facts: Facts, today: Day, { policy: { statement } }: On): readonly Wanted[] {
  const { until } = newestOf(facts);
  if (today < addDays(until, -statement.lead)) return [];
  return [{ what: "statement", subject: until, until: later(addDays(until, -statement.ahead), today), signed: [] }];
}

/** Nobody loses a seat by a day passing; whoever has to fill it knows in time. */
function terms(facts: Facts, today: Day, { policy: { term } }: On): readonly Wanted[] {
  return newestOf(facts).seats.flatMap(({ id, until }): readonly Wanted[] => {
    if (until === null || today < addDays(until, -term.lead)) return [];
    return [{ what: "seat", subject: `${id} ${until}`, until: later(addDays(until, -term.ahead), today), signed: [] }];
  });
}

/** The committee has fewer seats than it once had: one duty for each time it shrank from its full size. */
function vacancy(facts: Facts, today: Day, { policy }: On): readonly Wanted[] {
  const before = fullBefore(facts);
  if (before === null) return [];
  const { size, number, since } = before;
  return [
    {
      what: "seat",
      subject: `size-${size} after-${number}`,
      until: later(addDays(since, policy.vacancy), today),
      signed: [],
    },
  ];
}

/** Its full size, the last statement that had it, and since when it is smaller; null where it is not. */
function fullBefore({
  statements,
}: Facts): { readonly size: number; readonly number: number; readonly since: Day } | null {
  const size = Math.max(...statements.map(({ seats }) => seats.length));
  const at = statements.findLastIndex(({ seats }) => seats.length === size);
  const [full, next] = [statements[at], statements[at + 1]];
  return full === undefined || next === undefined ? null : { size, number: full.number, since: next.from };
}

const founded = ({ statements }: Facts): Day => statements[0]?.from ?? "2000-01-01";

/**
 * A year whose table the calendar does not have: the next one in time, and the one that it is, where nobody saw to it before. A calendar
 * that does not say of its years leaves it to a guess: then whoever founded a house in the last weeks of a year has just seen to the next.
 */
function tables(facts: Facts, today: Day, { policy: { calendar } }: On): readonly Wanted[] {
  const says = facts.calendar.years !== undefined;
  const year = Number(today.slice(0, 4));
  return [year, year + 1].flatMap((one): readonly Wanted[] => {
    const starts = `${one}-01-01`;
    const from = addDays(starts, -calendar.lead);
    const isDue = today >= from && (says || (one > year && founded(facts) < from));
    if (!isDue || lists(facts, `${one}`)) return [];
    return [{ what: "calendar", subject: `${one}`, until: later(addDays(starts, -calendar.ahead), today), signed: [] }];
  });
}

/** Whether the calendar has the table of this year; one that does not say so, whether it lists a day of it. */
export const lists = ({ calendar }: Pick<Facts, "calendar">, year: string): boolean =>
  hasYear(calendar, Number(year)) ?? calendar.holidays.some((day) => day.startsWith(year));

/** The newest turn whose time has come: so many days after the first statement, and then again. */
function comesRound(
  what: Wanted["what"],
  { first, every }: Round,
  facts: Facts,
  { policy: { lead }, calendar, now }: On,
): readonly Wanted[] {
  const today = dayOf(now, calendar);
  const begins = addDays(founded(facts), first);
  const passed = daysFrom(begins, addDays(today, lead));
  if (passed < 0) return [];
  const turn = Math.floor(passed / every);
  const until = addDays(begins, turn * every);
  return [{ what, subject: `${turn + 1}`, until: later(until, today), signed: [] }];
}

const daysFrom = (one: Day, other: Day): number => Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000);
