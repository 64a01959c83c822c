import { jsonLine, signNote, verifyBytes, type Seed, type Verify } from "@niuniu/note";
import { signersOf, splitText, type Roster } from "./chain.ts";
import { day, fieldsBy, idOf, malformed, matching, parsed } from "./fields.ts";
import { everybody } from "./people-in.ts";
import { RosterError } from "./roster-error.ts";
import type { Member } from "./statement.ts";

/** What a member says of themselves in a signed note: away on these days, the first and the last included (roster.md §7). */
export type Absence = { readonly by: string; readonly from: string; readonly until: string };

const LONGEST_TEXT = 200;

const write = ({ by, from, until }: Absence): string => jsonLine({ niuniu: "absence v1", by, from, until });

const SHAPE = { niuniu: matching(/^absence v1$/), by: idOf, from: day, until: day };

function read(text: string): Absence {
  const { by, from, until } = parsed(text, LONGEST_TEXT, "absence", fieldsBy(SHAPE));
  const absence = { by, from, until };
  // One spelling only: no second reading of the same bytes, no field that nobody looks at.
  if (write(absence) !== text) throw malformed("another spelling");
  return absence;
}

/** The note by which a member says when they are away, signed with the seed of their key. */
export function signAbsence(absence: Absence, seed: Seed): string {
  const text = write(absence);
  read(text);
  return signNote(text, [{ name: absence.by, seed }]);
}

/**
 * The absence in a note that one of `members`, the one it is of, signed alone. It trusts only their keys, and says nothing of
 * whether the days are acceptable. RosterError for any other shape, spelling or signature (roster.md §7).
 */
export function readAbsence(
  note: string,
  members: readonly Pick<Member, "id" | "key">[],
  verify: Verify = verifyBytes,
): Absence {
  const absence = read(splitText(note));
  if (signersOf(note, members, verify).join() === absence.by) return absence;
  throw new RosterError("roster/foreign-signature", "signed by somebody else than who is away");
}

/** The absences in these notes that count in this chain, signed with any key their member ever had in it; others are left out. */
export function absencesIn(roster: Roster, notes: readonly string[], verify?: Verify): readonly Absence[] {
  const members = everybody(roster);
  return notes.flatMap((note) => {
    try {
      return [readAbsence(note, members, verify)];
    } catch (error) {
      // An absence that nobody signed is none.
      if (error instanceof RosterError) return [];
      throw error;
    }
  });
}

/**
 * Whether one of these absences covers this day for this member: the one question whose answer passes somebody over, for the
 * ladder, for whom a report is sealed to, and for whoever checks both afterwards.
 */
export function unableOn(absences: readonly Absence[], id: string, day: string): boolean {
  return absences.some(({ by, from, until }) => by === id && from <= day && day <= until);
}
