import { signNote } from "@niuniu/note";

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

/** The signed note that says when a member is away: public, so that a skipped owner is seen to be skipped for a reason. */
export function absenceNote(by: string, { from, until }: Days, seed: Uint8Array): string {
  return signNote(`${JSON.stringify({ niuniu: "absence v1", by, from, until })}\n`, [{ name: by, seed }]);
}
