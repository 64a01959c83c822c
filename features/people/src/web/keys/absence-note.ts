/** Days away, both included, "YYYY-MM-DD". */
export interface Days {
  readonly from: string;
  readonly until: string;
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
  return (last - first) / 86_400_000 >= 60 ? { with: "until", why: "long" } : null;
}

/**
 * The days of the note that ends this absence: today is its last day; or, where it has not begun, none at all, from today until the day
 * before. Null where today is its last day already. `today` is a day.
 */
export function daysToEnd({ from, until }: Days, today: string): Days | null {
  if (from > today) return { from: today, until: dayBefore(today) };
  return until > today ? { from: today, until: today } : null;
}

const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
