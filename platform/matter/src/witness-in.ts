import { notesIn, unableOn, type MemberNote } from "@niuniu/committee";
import { activeMembers, changesOf, type Roster } from "@niuniu/roster";
import type { Rules } from "./rules.ts";
import type { SealedThread } from "./thread.ts";
import type { Witness } from "./witness.ts";

/**
 * What a reader's browser knows of a sealed matter without believing the server: its rules, who was in office and who was away, from
 * what was signed alone, and whom its reader knows to be struck out. `notes`: those about members that came along and hold, in their order.
 */
export function witnessIn<Policy>(
  header: Pick<SealedThread, "absences" | "owed">,
  roster: Roster,
  { rules, struck }: { readonly rules: Rules<Policy>; readonly struck: readonly string[] },
): { readonly witness: Witness<Policy>; readonly notes: readonly MemberNote[] } {
  const notes = notesIn(roster, header.absences);
  const witness: Witness<Policy> = {
    ...rules,
    membersAt: (instant) => activeMembers(roster, instant),
    changes: changesOf(roster),
    awayOn: (id, day) => unableOn(notes, id, day),
    struck,
    claimed: header.owed,
  };
  return { witness, notes };
}
