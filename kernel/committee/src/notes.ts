import type { Verify } from "@niuniu/note";
import { type Roster, RosterError } from "@niuniu/roster";
import { everybody } from "@niuniu/roster/reading";
import { ABSENCE } from "./absence.ts";
import { readMemberNote, type Frame, type NoteKind, type Signing } from "./member-note.ts";

/** A note about a member that was read: its kind, and what it comes to. */
export interface MemberNote extends Frame {
  readonly kind: string;
}

/** A kind as those see it who ask about members and not about notes. */
export interface Kind extends Pick<NoteKind<never>, "word" | "bars"> {
  readonly read: (note: string, members: readonly Signing[], verify?: Verify) => Frame;
}

/** One of the kinds that readers ask. */
export function asked<Said extends object>(kind: NoteKind<Said>): Kind {
  const { word, bars, frame } = kind;
  return { word, bars, read: (...given) => frame(readMemberNote(kind, ...given)) };
}

/** Every kind there is. What passes a member over has one line here, and every reader asks it. */
const KINDS: readonly Kind[] = [asked(ABSENCE)];

/** Whatever else a note holds, it begins with its word. */
const isOf = (note: string, { word }: Kind): boolean => note.startsWith(`{"niuniu":"${word}"`);

/**
 * The notes about members that count in this chain, of whichever kind, signed with any key their signers ever had in it; what
 * nobody signed so is left out. `kinds` other than all are for tests.
 */
export function notesIn(
  roster: Roster,
  notes: readonly string[],
  { verify, kinds = KINDS }: { readonly verify?: Verify; readonly kinds?: readonly Kind[] } = {},
): readonly MemberNote[] {
  const members = everybody(roster);
  return notes.flatMap((note) => {
    const kind = kinds.find((one) => isOf(note, one));
    try {
      return kind === undefined ? [] : [{ kind: kind.word, ...kind.read(note, members, verify) }];
    } catch (error) {
      // What nobody signed says nothing.
      if (error instanceof RosterError) return [];
      throw error;
    }
  });
}

/**
 * Whether this member is passed over on this day: the one question for the ladder, for whom a report is sealed to, and for
 * whoever checks both afterwards. `kinds` other than all are for tests.
 */
export function unableOn(
  notes: readonly MemberNote[],
  id: string,
  day: string,
  kinds: readonly Kind[] = KINDS,
): boolean {
  return kinds.some(({ word, bars }) => {
    return bars(notes.some(({ kind, of, from, until }) => kind === word && of === id && from <= day && day <= until));
  });
}

/**
 * Of each kind and member the note that stands on this day: of those that begin no later, the last in the list, which a server gives from
 * the oldest to the newest. It says who is passed over from now on; a reader cannot know the order, so that for whoever was passed over
 * before {@link unableOn} of all of them counts (roster.md §7).
 */
export function standingOn<Note extends Pick<MemberNote, "kind" | "of" | "from">>(
  notes: readonly Note[],
  day: string,
): readonly Note[] {
  const begun = notes.filter(({ from }) => from <= day);
  return [...new Map(begun.map((note) => [`${note.kind} ${note.of}`, note])).values()];
}
