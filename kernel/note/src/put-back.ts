import { dayText, jsonLine, readJsonLine } from "./json-line.ts";
import type { Verify } from "./ed25519.ts";
import { NoteError } from "./note-error.ts";
import { readNote, signNote, splitNote, type Signer, type Verifier } from "./note.ts";
import { whole } from "./number.ts";

/** A log's own word that its server was put back from a copy, and that what came in between may be gone (record.md §9.8). */
export type PutBack = {
  /** The log as it was named in the copy. */
  readonly origin: string;
  /** The organisation's day on which it was put back. */
  readonly date: string;
  /** The moment of the copy, and when it was put in place: instants in UTC with milliseconds. */
  readonly of: string;
  readonly at: string;
  /** How many entries of the log the copy held, and how many statements of the committee. */
  readonly kept: number;
  readonly statements: number;
  /** How many times this line has been put back, this one included. */
  readonly times: number;
};

/** How long (ms) the word excuses anything: by then a quorum has signed for what became of the record, or it is an accusation. */
export const COUNTERSIGNED_WITHIN = 7 * 86_400_000;

const malformed = (what: string): NoteError => new NoteError("note/malformed", what);

function instant(text: string): string {
  const time = Date.parse(text);
  if (Number.isNaN(time) || new Date(time).toISOString() !== text) throw malformed("an instant has another spelling");
  return text;
}

function writeText({ origin, date, of, at, kept, statements, times }: PutBack): string {
  const moments = { of: instant(of), at: instant(at) };
  const counts = {
    kept: whole(kept, "kept"),
    statements: whole(statements, "statements"),
    times: whole(times, "times"),
  };
  return jsonLine({ niuniu: "put back v1", origin, date: dayText(date), ...moments, ...counts });
}

/** The note, signed by the log: the signer's name is the origin. A bad value is NoteError "note/malformed". */
export function writePutBack(putBack: PutBack, log: Signer): string {
  if (log.name !== putBack.origin) throw malformed("put back in another's name");
  return signNote(writeText(putBack), [log]);
}

/** "…/record" and 1, "…/record" and 2 for "…/record/2". */
function lineage(origin: string): readonly [base: string, number: number] {
  const [, base = origin, number = "1"] = /^(.*\/record)(?:\/([1-9]\d{0,8}))?$/.exec(origin) ?? [];
  return [base, Number(number)];
}

/** Whether a log comes after another in one house: a later number, and the same key. Whether it should is not said. */
export function isLater(log: Verifier, before: Verifier): boolean {
  const [[base, number], [other, earlier]] = [lineage(log.name), lineage(before.name)];
  return base === other && number > earlier && log.key.every((byte, at) => byte === before.key[at]);
}

/**
 * Those of a house's words (newest first) that led from `named`, the log the committee's newest statement names, to `log`:
 * each was followed by a log of another name, and no quorum has signed for any of them. What they explain together has
 * the days of the first, the last of these.
 */
export function unsignedIn<Word extends Pick<PutBack, "origin">>(
  words: readonly Word[],
  log: Verifier,
  named: Verifier,
): readonly Word[] {
  const since = lineage(named.name)[1];
  return words.filter(({ origin }, at) => {
    const next = words[at - 1]?.origin ?? log.name;
    return origin !== next && lineage(origin)[1] >= since;
  });
}

/** So many of a line's words are shown. Where a quorum has signed for none of so many, they explain nothing more. */
export const MOST_WORDS = 8;

/**
 * What a note says that this log, or one before it in the same house, has signed. It trusts the key given and no name:
 * NoteError "note/unsigned" without a good signature, "note/malformed" for another house's, and for what has another shape.
 */
export function openPutBack(note: string, log: Verifier, verify?: Verify): PutBack {
  const said = readJsonLine(splitNote(note).text, writeText);
  if (lineage(said.origin)[0] !== lineage(log.name)[0]) throw malformed("put back elsewhere");
  readNote(note, [{ name: said.origin, key: log.key }], verify);
  return said;
}
