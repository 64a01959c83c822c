import { beginSealed, type Begun, type Progress } from "@niuniu/matter/begin";
import { jsonLine, NoteError, orNull, readNote, sha256, signNote, toHex, toUtf8, type Seed } from "@niuniu/note";
import type { Random } from "@niuniu/seal";
import type { ReportPlan } from "./compose.ts";
import { inWords } from "./in-words.ts";
import type { ReportLetter, TakenBy, Way } from "./letters.ts";

/** A member who takes down what somebody tells them. */
export interface Taker {
  readonly member: string;
  readonly by: Way;
  /** The seed of the key that stands in the statement under their id. */
  readonly seed: Seed;
}

type Words = Pick<ReportLetter, "case" | "what" | "when" | "where" | "who" | "identity" | "name" | "contact">;

/** What a member signs of a report they took down: whose it is, how it was told, and a hash of the words (seal.md §12). */
function signedText(letter: Words, { member, by }: Pick<TakenBy, "member" | "by">): string {
  const { what, when, where, who, identity, name, contact } = letter;
  const words = toHex(sha256(toUtf8(JSON.stringify([what, when, where, who, identity, name, contact]))));
  return jsonLine({ niuniu: "taken v1", case: letter.case, member, by, words });
}

/** Says in a member's name, signed, that they took down this report. */
function signTaken(letter: Words, { member, by, seed }: Taker): TakenBy {
  return { member, by, note: signNote(signedText(letter, { member, by }), [{ name: member, seed }]) };
}

/**
 * Whether the member who is said to have taken a report down signed that, with one of `keys`: those the checked statements ever gave
 * them. Without it anybody who reports could put a member's name there.
 */
export function isTheirs(letter: ReportLetter, keys: readonly Uint8Array[]): boolean {
  const { takenBy } = letter;
  if (takenBy === undefined) return false;
  const text = signedText(letter, takenBy);
  return keys.some(
    (key) => orNull(() => readNote(takenBy.note, [{ name: takenBy.member, key }]).text, NoteError) === text,
  );
}

/**
 * Seals what a member took down, in their browser, as `composeReport` seals what a reporter writes: under a fresh receipt, of which the
 * member's own keys are no part. That a member took it down stands inside the seal alone. Refused "cases/no-words".
 */
export const composingFor =
  (taker: Taker) =>
  async (
    { letter, statement, receiptOpensReport, readers, date }: ReportPlan,
    random: Random,
    progress: Progress = () => undefined,
  ): Promise<Begun> => {
    inWords(letter.what);
    const sealed = (name: string, auth: string): ReportLetter => {
      const said = { niuniu: "report v1", case: name, auth, ...letter } as const;
      return { ...said, takenBy: signTaken(said, taker) };
    };
    const says = { class: letter.class, statement };
    const plan = { letter: sealed, kind: "report", says, readers, receiptOpens: receiptOpensReport, date };
    return beginSealed(plan, random, progress);
  };
