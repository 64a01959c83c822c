/** Days away, both included, "YYYY-MM-DD". */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** Why an absence cannot be signed, or null: each has a sentence of its own. `today` is a day. */
export function absenceProblem({ from, until }: Days, today: string): "no-days" | "past" | "backwards" | "long" | null {
  const [first, last] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${until}T00:00:00Z`)];
  if (Number.isNaN(first) || Number.isNaN(last)) return "no-days";
  if (from < today) return "past";
  if (until < from) return "backwards";
  return (last - first) / 86_400_000 >= 60 ? "long" : null;
}
