import { addDays } from "@niuniu/owe";
import { LONGEST_ABSENCE } from "../../limits.ts";

/** Days away, both included, "YYYY-MM-DD". */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** A change of a member's days away: those there were when it was asked about, and those there would be. */
export interface Change {
  readonly what: "add" | "last" | "end" | "take-back";
  readonly before: readonly Days[];
  readonly after: readonly Days[];
}

/** What is wrong with an absence, and with which of its days: each has a sentence of its own. */
export interface AbsenceProblem {
  readonly with: keyof Days;
  readonly why: "no-days" | "past" | "backwards" | "long";
}

/** Why an absence cannot be signed, or null. `today` is a day. */
export function absenceProblem({ from, until }: Days, today: string): AbsenceProblem | null {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${until}T00:00:00Z`)];
  if (Number.isNaN(first)) return { with: "from", why: "no-days" };
  if (from < today) return { with: "from", why: "past" };
  if (Number.isNaN(last)) return { with: "until", why: "no-days" };
  if (until < from) return { with: "until", why: "backwards" };
  return (last - first) / 86_400_000 >= LONGEST_ABSENCE ? { with: "until", why: "long" } : null;
}

const sorted = (spans: readonly Days[]): readonly Days[] => spans.toSorted((a, b) => (a.from < b.from ? -1 : 1));

/** The same spans without these days. */
function without(spans: readonly Days[], { from, until }: Days): readonly Days[] {
  return spans
    .flatMap((span) => [
      { from: span.from, until: span.until < from ? span.until : addDays(from, -1) },
      { from: span.from > until ? span.from : addDays(until, 1), until: span.until },
    ])
    .filter((span) => span.from <= span.until);
}

/** The same spans with these days as one of their own: whatever else was said stays, on the days that are not among them. */
export const withDays = (spans: readonly Days[], days: Days): readonly Days[] =>
  sorted([...without(spans, days), days]);

/** The same spans with another last day of one of them; null: it is taken back. */
export function withLast(spans: readonly Days[], one: Days, until: string | null): readonly Days[] {
  const others = spans.filter((span) => span !== one);
  return until === null ? others : withDays(others, { from: one.from, until });
}

const isIn =
  (day: string) =>
  ({ from, until }: Days): boolean =>
    from <= day && day <= until;

/** The first day from today on that is away in one list and not in the other; null where they are alike. */
function firstApart(before: readonly Days[], after: readonly Days[], today: string): string | null {
  // Where two lists part is a day on which a span of one of them begins, or the day after it ends.
  const edges = [...before, ...after].flatMap(({ from, until }) => [from, addDays(until, 1)]);
  const days = [today, ...edges.filter((day) => day > today)].toSorted();
  return days.find((day) => before.some(isIn(day)) !== after.some(isIn(day))) ?? null;
}

/**
 * The days of the notes, in their order, by which a member who is away on the days of `before` is away on those of `after`, and on no others; none
 * where nothing changes. A note takes the place of all that stands from its first day on, so that what is to stay behind it is said again. One
 * from today until the day before covers no day.
 */
export function notesFor(before: readonly Days[], after: readonly Days[], today: string): readonly Days[] {
  const day = firstApart(before, after, today);
  if (day === null) return [];
  const wanted = sorted(after)
    .filter(({ until }) => until >= today)
    .map(({ from, until }) => ({ from: from < today ? today : from, until }));
  const first = wanted.findLastIndex(({ from }) => from <= day);
  return first < 0 ? [{ from: today, until: addDays(today, -1) }, ...wanted] : wanted.slice(first);
}
