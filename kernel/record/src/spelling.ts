import * as numbers from "@niuniu/note";
import { NoteError, readNote, splitNote, type Verifier, type Verify } from "@niuniu/note";
import { RecordError, type RecordErrorCode } from "./record-error.ts";

/** How what a note is refused for is called here; everything else is "record/malformed". */
const CODES: Readonly<Partial<Record<string, RecordErrorCode>>> = {
  "note/unsigned": "record/unsigned",
  "note/bad-signature": "record/unsigned",
  "note/bad-cosignature": "record/bad-cosignature",
};

/** The refusal of anything that is not spelt as the specification says. */
export function malformed(what: string): RecordError {
  return new RecordError("record/malformed", `malformed: ${what}`);
}

/** What `read` gives. What it refuses with a NoteError becomes the RecordError of `CODES`. */
export function strictly<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof NoteError)) throw cause;
    throw new RecordError(CODES[cause.code] ?? "record/malformed", cause.message, { cause });
  }
}

/** What `read` finds in the text of a note, if it speaks for this log and this log signed it. */
export function signedBy<T extends { readonly origin: string }>(
  log: Verifier,
  note: string,
  read: (text: string) => T,
  verify?: Verify,
): T {
  return strictly(() => {
    const said = read(splitNote(note).text);
    if (said.origin !== log.name) throw new RecordError("record/wrong-origin", "this is another log's");
    readNote(note, [log], verify);
    return said;
  });
}

/** What `read` of the notes' package promises, refused as this package refuses it. */
function strict<Given extends readonly unknown[], T>(read: (...given: Given) => T): (...given: Given) => T {
  return (...given) => strictly(() => read(...given));
}

// Numbers and bytes in their one spelling: which that is, kernel/note says beside each of them.
export const whole = strict(numbers.whole);
export const decimal = strict(numbers.decimal);
export const sized = strict(numbers.sized);
export const hashIn = strict(numbers.hashIn);
export const hashOut = strict(numbers.hashOut);
export const bigEndian = strict(numbers.bigEndian);
export const fromBigEndian = strict(numbers.fromBigEndian);
