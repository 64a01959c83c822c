import type { Person } from "@niuniu/matter";
import { nextOwner, type Standing } from "@niuniu/owe";
import { isServing } from "@niuniu/roster";
import type { Role, Side } from "./policy.ts";
import { authorsAreBarred, emptyWordsMoveOn } from "./rules-version.ts";
import type { CaseState, Message } from "./state.ts";
import type { Committee } from "./terms.ts";

/**
 * Everybody who may own the case in `role`, first choice first: members in office who hold a wrap, those before the others whom the
 * statement names for it; in both the policy's order of sides, inside a side by id, starting at a place that depends on the
 * case, so that work is shared. Nobody is left out for what they serve. Who has said that they cannot open the report is not
 * among them while anybody else is in office. Once an outcome waits for a second signature, they are those who may give it.
 */
export function ladderOf(
  state: Pick<CaseState, "case" | "readers" | "cannotOpen" | "proposed">,
  role: Role,
  { policy, active }: Pick<Committee, "policy" | "active">,
): readonly string[] {
  const holders = active.filter(({ id }) => state.readers.includes(id));
  const tried = (id: string): boolean =>
    state.cannotOpen?.some(({ by, contested }) => by === id && !contested) === true;
  const trying = holders.filter(({ id }) => !tried(id));
  const able = secondsOf(state.proposed?.by, trying.length > 0 ? trying : holders);
  return [true, false].flatMap((serves) => {
    const group = able.filter((person) => isServing(person, role) === serves);
    return policy.ladders[role].flatMap((side) => inTurn(group, side, state.case));
  });
}

/** Who may sign under what `by` wrote: those of another side; where there are none, those who are another; else everybody. */
function secondsOf(by: string | undefined, people: readonly Person[]): readonly Person[] {
  const side = people.find(({ id }) => id === by)?.side;
  const others = people.filter(({ id }) => id !== by);
  const across = others.filter((person) => person.side !== side);
  return by === undefined ? people : ([across, others].find((some) => some.length > 0) ?? people);
}

/** The people of one side by id, beginning at the place of this case. */
function inTurn(people: readonly Person[], side: Side, name: string): readonly string[] {
  const ids = people.flatMap((person) => (person.side === side ? [person.id] : [])).toSorted();
  const start = ids.length === 0 ? 0 : sumOf(name) % ids.length;
  return [...ids.slice(start), ...ids.slice(0, start)];
}

/**
 * Who stands where for `role` in this case. Whoever wrote an outcome that was contested or could not be read, or an answer that was
 * none where that was not the first, is eligible only while nobody else is here but the present owner.
 */
export function standingOf(state: CaseState, role: Role, committee: Committee): Standing {
  const elsewhere = Object.entries(state.served).flatMap(([other, ids]) => (other === role ? [] : ids));
  const ladder = ladderOf(state, role, committee);
  const { absent } = committee;
  const barred = barredIn(state, committee);
  const others = ladder.filter((id) => !barred.includes(id));
  const anyOther = others.some((id) => id !== state.obligation?.owner && !absent.includes(id));
  return { eligible: anyOther ? others : ladder, elsewhere, absent };
}

/** Who wrote an outcome of this case that was contested or could not be read. */
export function objectedTo({ messages }: Pick<CaseState, "messages">): readonly string[] {
  return messages.flatMap(({ kind, by, contested }) =>
    contested && (kind === "outcome" || kind === "junk") ? [by] : [],
  );
}

/** Messages that their reporter called no answer. */
export const emptyWords = ({ messages }: Pick<CaseState, "messages">): readonly Message[] =>
  messages.filter(
    ({ kind, contested, unread }) => contested && unread !== true && kind !== "outcome" && kind !== "junk",
  );

/** Whoever is passed over while anybody else is here: authors of such outcomes, and from the second on of messages that were no answer. */
function barredIn(state: CaseState, committee: Committee): readonly string[] {
  const empty = emptyWordsMoveOn(committee) ? emptyWords(state) : [];
  return [
    ...(authorsAreBarred(committee) ? objectedTo(state) : []),
    ...(empty.length > 1 ? empty.map(({ by }) => by) : []),
  ];
}

/** True for the author of an outcome that was objected to, or of words that were none twice, while anybody else is here, the present owner included. */
export function isBarred(state: CaseState, id: string, committee: Committee): boolean {
  const barred = barredIn(state, committee);
  const here = ladderOf(state, state.role, committee).filter((one) => !committee.absent.includes(one));
  return barred.includes(id) && here.some((one) => !barred.includes(one));
}

/** The next owner in `role`. Throws OweError "owe/nobody-eligible". */
export function chooseOwner(state: CaseState, role: Role, committee: Committee): string {
  const standing = standingOf(state, role, committee);
  return nextOwner(standing.eligible, { ...standing, served: state.served[role] });
}

/** True for a member in office who holds a wrap. */
export function canRead(state: Pick<CaseState, "readers">, id: string, active: readonly Person[]): boolean {
  return state.readers.includes(id) && active.some((person) => person.id === id);
}

/** Two people, or one outside member: fewer may not be left with a case. */
export function isEnough(people: readonly Person[]): boolean {
  return people.length >= 2 || people.some((person) => person.side === "outside");
}

/** A case's name is letters and digits, so code units are characters. */
function sumOf(name: string): number {
  let sum = 0;
  for (let place = 0; place < name.length; place += 1) sum += name.charCodeAt(place);
  return sum;
}
