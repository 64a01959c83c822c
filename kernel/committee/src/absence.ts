import type { Seed, Verify } from "@niuniu/note";
import { day, idOf } from "@niuniu/roster/reading";
import { readMemberNote, signMemberNote, type NoteKind, type Signing } from "./member-note.ts";

/** What a member says of themselves in a signed note: away on these days, the first and the last included (roster.md §7). */
export type Absence = { readonly by: string; readonly from: string; readonly until: string };

/** Who is away says so alone, and is unable while the note holds. */
export const ABSENCE: NoteKind<Absence> = {
  word: "absence v1",
  shape: { by: idOf, from: day, until: day },
  frame: ({ by, from, until }) => ({ of: by, by: [by], from, until }),
  bars: (isCovered) => isCovered,
};

/** The note by which a member says when they are away, signed with the seed of their key. */
export function signAbsence(absence: Absence, seed: Seed): string {
  return signMemberNote(ABSENCE, absence, [{ name: absence.by, seed }]);
}

/** The absence in a note that one of `members`, the one it is of, signed alone; RosterError as `readMemberNote`. */
export function readAbsence(note: string, members: readonly Signing[], verify?: Verify): Absence {
  return readMemberNote(ABSENCE, note, members, verify);
}
