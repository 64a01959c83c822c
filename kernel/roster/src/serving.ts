import type { Duty, Serving } from "./duties.ts";

/** What every member did before statements said who serves what: a report from its arrival to the review of its outcome. */
export const HANDLING: readonly Duty[] = ["intake", "investigation", "decision", "review"];

/** Whether this member serves that duty. Where nothing is said: all of {@link HANDLING}, and nothing else. */
export function isServing({ serves = HANDLING }: Serving, duty: Duty): boolean {
  return serves.includes(duty);
}

/**
 * These people for this duty, those who serve it first, both groups in the order given: whom a ladder asks, one after the
 * other. It leaves nobody out. So no statement can take a reader away from a case, and a ladder is as long as before, however few
 * serve a duty, and whoever of them is silent or away (roster.md §9).
 */
export function serving<Person extends Serving>(people: readonly Person[], duty: Duty): readonly Person[] {
  const first = people.filter((person) => isServing(person, duty));
  return [...first, ...people.filter((person) => !first.includes(person))];
}

/** Two duties that nobody should hold together: who investigates does not decide, and neither reviews (ISO 37002, 5.3.2). */
const APART: readonly (readonly [Duty, Duty])[] = [
  ["investigation", "decision"],
  ["investigation", "review"],
  ["decision", "review"],
];

/** Which duties that should be apart fall to one person, and to whom: a small committee cannot help it, and says so in public. */
export function coinciding<Person extends Serving>(
  people: readonly Person[],
): readonly { readonly duties: readonly [Duty, Duty]; readonly people: readonly Person[] }[] {
  return APART.map((duties) => {
    return { duties, people: people.filter((person) => duties.every((duty) => isServing(person, duty))) };
  }).filter((found) => found.people.length > 0);
}
