import {
  cosignatureLine,
  COSIGNATURE,
  cosignedAt,
  dayText,
  jsonLine,
  linesBy,
  NoteError,
  orNull,
  readJsonLine,
  readKey,
  sha256,
  splitNote,
  toHex,
  toUtf8,
  wellFormed,
  type Signer,
  type Verifier,
  type Verify,
} from "@niuniu/note";
import { RosterError } from "@niuniu/roster";
import { must } from "@niuniu/roster/reading";

/** What a witness says to the committee in public: that something about its record does not fit, and what they were shown (upkeep.md §6). */
export interface Alarm {
  /** The record it is about. */
  readonly origin: string;
  /** The witness's day, "YYYY-MM-DD". */
  readonly date: string;
  /** In their own words. */
  readonly says: string;
  /** At most two checkpoints as they were shown, signed notes: two that cannot both be true prove it. */
  readonly saw: readonly string[];
}

/** The witness's word that an alarm was answered, by the alarm's name. */
export interface Answered {
  readonly alarm: string;
  readonly date: string;
}

/** Characters that a witness's own words have at most, and each checkpoint. */
export const LONGEST_ALARM = 2_000;
const LONGEST_NOTE = 8_000;
const MOST_SEEN = 2;

function alarmText({ origin, date, says, saw }: Alarm): string {
  must(Array.isArray(saw) && saw.length <= MOST_SEEN, "roster/malformed");
  for (const text of [origin, says, ...saw]) wellFormed(text);
  must(says.trim() !== "" && says.length <= LONGEST_ALARM, "roster/malformed");
  must(
    saw.every(({ length }) => length <= LONGEST_NOTE),
    "roster/malformed",
  );
  return jsonLine({ niuniu: "alarm v1", origin, date: dayText(date), says, saw });
}

function answeredText({ alarm, date }: Answered): string {
  must(/^[0-9a-f]{64}$/.test(wellFormed(alarm)), "roster/malformed");
  return jsonLine({ niuniu: "alarm answered v1", alarm, date: dayText(date) });
}

/** An alarm, signed with the key by which its witness signs checkpoints. RosterError "roster/malformed" for what nobody would read. */
export const signAlarm = (alarm: Alarm, witness: Signer, seconds: number): string =>
  signed(() => alarmText(alarm), witness, seconds);

/** The word that it was answered. Errors as `signAlarm`. */
export const signAnswered = (answered: Answered, witness: Signer, seconds: number): string =>
  signed(() => answeredText(answered), witness, seconds);

/** The name of an alarm: SHA-256 of its text without the signature, hex. Whoever signs it again a second later has said nothing new. */
export const alarmName = (note: string): string => toHex(sha256(toUtf8(textIn(note))));

/**
 * The alarm in a note that exactly one of `witnesses` (lines of a statement) signed, and who. It trusts their keys and nothing it says.
 * RosterError "roster/malformed" for any other shape, "roster/foreign-signature" where none of them signed it, or somebody else has too.
 */
export const readAlarm = (
  note: string,
  witnesses: readonly string[],
  verify?: Verify,
): Alarm & { readonly by: Verifier } => read(note, { write: alarmText, witnesses, verify });

/** The word that an alarm was answered, as `readAlarm`. */
export const readAnswered = (
  note: string,
  witnesses: readonly string[],
  verify?: Verify,
): Answered & { readonly by: Verifier } => read(note, { write: answeredText, witnesses, verify });

function signed(write: () => string, witness: Signer, seconds: number): string {
  return strictly(() => {
    const text = write();
    return `${text}\n${cosignatureLine(text, witness, seconds)}`;
  });
}

interface Reading<Said> {
  /** Its one spelling. */
  readonly write: (said: Said) => string;
  readonly witnesses: readonly string[];
  readonly verify: Verify | undefined;
}

function read<Said extends object>(
  note: string,
  { write, witnesses, verify }: Reading<Said>,
): Said & { readonly by: Verifier } {
  return strictly(() => {
    const split = splitNote(note);
    const said = readJsonLine<Said>(split.text, write);
    must(split.signatures.length === 1, "roster/foreign-signature");
    const by = keysIn(witnesses).find((key) => linesBy(split, key, COSIGNATURE).length === 1);
    if (by === undefined || cosignedAt(split, by, verify).length !== 1)
      throw new RosterError("roster/foreign-signature");
    return { ...said, by };
  });
}

/** The keys of witnesses as statements name them, "VKEY" or "VKEY ADDRESS"; what does not read vouches for nothing. */
const keysIn = (lines: readonly string[]): readonly Verifier[] =>
  lines.flatMap((line) => orNull(() => readKey(line.split(" ")[0] ?? "", COSIGNATURE), NoteError) ?? []);

const textIn = (note: string): string => strictly(() => splitNote(note).text);

function strictly<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof NoteError)) throw cause;
    const forged = cause.code === "note/bad-cosignature";
    throw new RosterError(forged ? "roster/foreign-signature" : "roster/malformed", cause.message, { cause });
  }
}
