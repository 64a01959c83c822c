import type { Side } from "@niuniu/roster";

/** Somebody who could be given a wrap. */
export interface Candidate {
  readonly id: string;
  readonly side: Side;
}

/** Why a choice of readers is refused: too few, or nobody from outside though the receipt opens nothing. */
export type ReaderRefusal = "too-few" | "outside";

/** Those who can open what is sealed, the struck ones taken away. Unknown names on the strike list change nothing. */
export function remaining<Person extends Candidate>(
  people: readonly Person[],
  struck: readonly string[],
): readonly Person[] {
  return people.filter(({ id }) => !struck.includes(id));
}

/**
 * Whether something may be sealed to exactly these: two people, or one from outside; and one from outside in any case when the
 * receipt shall not open it. Null when it may.
 */
export function refusalOf(readers: readonly Candidate[], optOut: boolean): ReaderRefusal | null {
  const outside = readers.some(({ side }) => side === "outside");
  if (optOut && !outside) return "outside";
  return readers.length >= 2 || outside ? null : "too-few";
}
