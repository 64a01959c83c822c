import { OweError } from "./errors.ts";

/** Who may own a duty at this moment. Ids only; what they mean is the caller's. */
export type Standing = {
  /** Who could act at all: in office, able to read. Anyone else is never chosen. */
  readonly eligible: readonly string[];
  /** Who has owned in another role of the same matter, and should not judge it twice. */
  readonly elsewhere: readonly string[];
  /** Who has said that they are away. */
  readonly absent: readonly string[];
};

/**
 * The next owner on `ladder` (owe.md §4): the first who is eligible, present, has not served in this role and has not owned in another.
 * If nobody is, the conditions fall away in this order: other roles, served in this role (least recently first), absent.
 * `served` lists who owned in this role, the most recent last. Throws "owe/nobody-eligible" only when no eligible person is on the ladder.
 */
export function nextOwner(
  ladder: readonly string[],
  standing: Standing & { readonly served: readonly string[] },
): string {
  const { served } = standing;
  const eligible = ladder.filter((id) => standing.eligible.includes(id));
  const present = eligible.filter((id) => !standing.absent.includes(id));
  const unserved = present.filter((id) => !served.includes(id));
  const fresh = unserved.find((id) => !standing.elsewhere.includes(id));
  const chosen = fresh ?? unserved[0] ?? leastRecent(present, served) ?? leastRecent(eligible, served);
  if (chosen === undefined) throw new OweError("owe/nobody-eligible", "no eligible person is on the ladder");
  return chosen;
}

function leastRecent(people: readonly string[], served: readonly string[]): string | undefined {
  // Somebody who never served has index -1 and comes before all; ties keep the order of the ladder.
  return people.toSorted((a, b) => served.lastIndexOf(a) - served.lastIndexOf(b))[0];
}
