import { fromBase64 } from "@niuniu/note";
import type { Roster } from "./chain.ts";
import type { Member } from "./statement.ts";

/** The newest entry of a member in any statement of the chain; null for somebody the statements never named. */
export function memberOf(roster: Roster, id: string): Member | null {
  for (const { members } of roster.statements.toReversed()) {
    const found = members.find((member) => member.id === id);
    if (found !== undefined) return found;
  }
  return null;
}

/** A name for a person; an id that nobody ever signed for stays an id. */
export function nameOf(roster: Roster, id: string): string {
  return memberOf(roster, id)?.name ?? id;
}

/** Everybody who ever stood in the chain, under each of their keys, the newest first. */
export function everybody({ statements }: Pick<Roster, "statements">): readonly Member[] {
  const all = statements.toReversed().flatMap(({ members }) => members);
  return [...new Map(all.map((member) => [`${member.id} ${member.key}`, member])).values()];
}

/** Every signing key this id ever had in the chain, the newest first: what was signed with an older one still stands. */
export function keysOf(roster: Roster, id: string): readonly Uint8Array[] {
  return everybody(roster).flatMap((member) => (member.id === id ? [fromBase64(member.key)] : []));
}
