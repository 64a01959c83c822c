import { addSignature, signNote, verifyBytes, type Seed, type Verify } from "@niuniu/note";
import { checkDraft, signaturesMissing, type Roster } from "./chain.ts";
import { HANDLING } from "./serving.ts";
import { writeStatement, type Member, type Statement } from "./statement.ts";

/** What people decide about a statement; number, previous hash and format follow by themselves. */
export type Terms = Omit<Statement, "niuniu" | "number" | "previous" | "effective"> & {
  /** From when it holds, in milliseconds since epoch. */
  readonly effective: number;
};

/** What changes against the newest statement. The dates are always said anew; the rest stays where it is not named. */
export type Change = Partial<Terms> & Pick<Terms, "date" | "effective" | "validUntil">;

/** What a statement of the first version left unsaid of a member, as everybody has done until then. */
function complete(members: readonly Member[]): readonly Member[] {
  return members.map((member) => ({ ...member, line: member.line ?? "", serves: member.serves ?? HANDLING }));
}

/** The text of statement 1, unsigned. Terms that break a rule are a RosterError before anybody is asked to sign. */
export function proposeFirst(terms: Terms): string {
  const effective = new Date(terms.effective).toISOString();
  const members = complete(terms.members);
  const text = writeStatement({ ...terms, niuniu: "roster v2", number: 1, previous: null, effective, members });
  checkDraft(null, text);
  return text;
}

/**
 * The text of the statement after the newest, unsigned; of the second version, whichever that one was of. A change that
 * breaks a rule is a RosterError.
 */
export function propose(before: Roster, change: Change): string {
  const effective = new Date(change.effective).toISOString();
  const number = before.newest.number + 1;
  const text = writeStatement({
    ...before.newest,
    ...change,
    niuniu: "roster v2",
    members: complete(change.members ?? before.newest.members),
    number,
    previous: before.hashes.at(-1) ?? null,
    effective,
  });
  checkDraft(before, text);
  return text;
}

/**
 * The draft (a statement's text, or a note others have signed already) with one more signature. Signing twice changes
 * nothing. It refuses to sign what breaks a rule, what carries a signature that should not be there, and in the name
 * of somebody who may not sign: RosterError. It cannot know whether fingerprints were compared: people do that first.
 */
export function countersign(
  before: Roster | null,
  draft: string,
  signer: { readonly id: string; readonly seed: Seed },
  verify: Verify = verifyBytes,
): string {
  const { signed } = signaturesMissing(before, draft, verify);
  checkDraft(before, signed.length === 0 ? draft : draft.slice(0, draft.indexOf("\n") + 1), verify);
  const named = { name: signer.id, seed: signer.seed };
  const note = signed.length === 0 ? signNote(draft, [named]) : addSignature(draft, named);
  signaturesMissing(before, note, verify);
  return note;
}
