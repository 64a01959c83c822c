import { signNote, verifyBytes, type Signer, type Verify } from "@niuniu/note";
import { type Member } from "@niuniu/roster";
import { fieldsBy, malformed, must, parsed, type Reader, signersOf, splitText } from "@niuniu/roster/reading";

/** What every signed note about a member comes to: whom it is about, who must have signed it, and from which day to which it holds. */
export interface Frame {
  readonly of: string;
  /** All of them, each once, and nobody else. */
  readonly by: readonly string[];
  /** Days, both included. */
  readonly from: string;
  readonly until: string;
}

/** A kind of note about a member: everything that differs from one kind to another. */
export interface NoteKind<Said extends object> {
  /** Its first word, "absence v1". */
  readonly word: string;
  /** Its fields in the order in which they are written, with what reads each. */
  readonly shape: { readonly [Field in keyof Said]-?: Reader<Said[Field]> };
  readonly frame: (said: Said) => Frame;
  /** Who may have signed it together, where not everybody may; their entries as the reader knows them. */
  readonly mayBeBy?: (signers: readonly Signing[]) => boolean;
  /** Whether a member is unable on a day, by whether any note of this kind about them covers it. */
  readonly bars: (isCovered: boolean) => boolean;
}

/** What must be known of somebody to check what they signed. */
export type Signing = Pick<Member, "id" | "key"> & Partial<Pick<Member, "side">>;

const LONGEST_TEXT = 1_000;

function write<Said extends object>({ word, shape }: NoteKind<Said>, said: Said): string {
  return `${JSON.stringify({ niuniu: word, ...said }, ["niuniu", ...Object.keys(shape)])}\n`;
}

function read<Said extends object>(kind: NoteKind<Said>, text: string): Said {
  const said = parsed(text, LONGEST_TEXT, kind.word, fieldsBy(kind.shape)) as Said;
  // One spelling only: no second reading of the same bytes, no other kind, no field that nobody looks at.
  if (write(kind, said) !== text) throw malformed("another spelling");
  return said;
}

/** A note about a member, signed by these. RosterError "roster/malformed" for what no reader would take. */
export function signMemberNote<Said extends object>(
  kind: NoteKind<Said>,
  said: Said,
  signers: readonly Signer[],
): string {
  const text = write(kind, said);
  read(kind, text);
  return signNote(text, signers);
}

/**
 * What a note of this kind says, if exactly those signed it who must have. It trusts only the keys of `members`, and says nothing of
 * whether the days are acceptable. RosterError for any other shape, spelling or signature (roster.md §7).
 */
export function readMemberNote<Said extends object>(
  kind: NoteKind<Said>,
  note: string,
  members: readonly Signing[],
  verify: Verify = verifyBytes,
): Said {
  const said = read(kind, splitText(note));
  const { by } = kind.frame(said);
  const signers = signersOf(note, members, verify);
  must(signers.length === by.length && by.every((id) => signers.includes(id)), "roster/foreign-signature");
  const known = by.flatMap((id) => members.find((member) => member.id === id) ?? []);
  must(kind.mayBeBy?.(known) ?? true, "roster/foreign-signature");
  return said;
}
