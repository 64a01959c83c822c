import type { Side } from "./fields.ts";

/** What a member may be asked to do, in the one order in which a statement lists it (roster.md §1.11). */
export const DUTIES = ["intake", "investigation", "decision", "review", "care", "examination"] as const;

/** One of the {@link DUTIES}. */
export type Duty = (typeof DUTIES)[number];

/** Somebody who serves what a statement says; whoever it says nothing of ("roster v1") serves as every member did, see `HANDLING`. */
export type Serving = { readonly serves?: readonly Duty[] | undefined };

/** The duties that these people leave to the employer's side alone; one that nobody serves is everybody's (roster.md §2.8). */
export function employersAlone(people: readonly (Serving & { readonly side: Side })[]): readonly Duty[] {
  return DUTIES.filter((duty) => {
    const served = people.filter(({ serves = [] }) => serves.includes(duty));
    return served.length > 0 && served.every(({ side }) => side === "employer");
  });
}
