import type { Committee, Person } from "@niuniu/matter";
import type { Role, UpkeepState } from "./terms.ts";

/**
 * Everybody who may own it in `role`, first choice first. To see to it is everybody's, but for those who have signed already; the first
 * in turn depends on its name, so that work is shared. To say that it was done is for somebody of another side than whoever did it; of
 * the same side only while nobody of another is in office.
 */
export function ladderOf(
  state: Pick<UpkeepState, "case" | "signed" | "keeper">,
  role: Role,
  { active }: Pick<Committee, "active">,
): readonly string[] {
  if (role === "keeping")
    return inTurn(
      active.filter(({ id }) => !state.signed.includes(id)),
      state.case,
    );
  const side = active.find(({ id }) => id === state.keeper)?.side;
  const others = active.filter(({ id }) => id !== state.keeper);
  const apart = others.filter((person) => person.side !== side);
  return inTurn(apart.length > 0 ? apart : others, state.case);
}

/** By id, beginning at the place of this name: letters and digits, so code units are characters. */
function inTurn(people: readonly Person[], name: string): readonly string[] {
  const ids = people.map(({ id }) => id).toSorted();
  const sum = Array.from(name).reduce((all, letter) => all + letter.charCodeAt(0), 0);
  const start = ids.length === 0 ? 0 : sum % ids.length;
  return [...ids.slice(start), ...ids.slice(0, start)];
}
