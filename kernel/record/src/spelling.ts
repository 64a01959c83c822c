import { fromBase64, NoteError, readNote, splitNote, toBase64, type Verifier, type Verify } from "@niuniu/note";
import { RecordError } from "./record-error.ts";

/** The refusal of anything that is not spelt as the specification says. */
export function malformed(what: string, cause?: unknown): RecordError {
  return new RecordError("record/malformed", `malformed: ${what}`, { cause });
}

/** What `read` gives. What it refuses becomes a RecordError: "record/unsigned" for signatures, else "record/malformed". */
export function strictly<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof NoteError || cause instanceof SyntaxError)) throw cause;
    const code = cause instanceof NoteError ? cause.code : null;
    if (code !== "note/unsigned" && code !== "note/bad-signature") throw malformed(cause.message, cause);
    throw new RecordError("record/unsigned", cause.message, { cause });
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

/** The number, if it is a whole one from 0 to `most`. */
export function whole(value: number, what: string, most = Number.MAX_SAFE_INTEGER): number {
  if (!Number.isSafeInteger(value) || value < 0 || value > most) throw malformed(what);
  return value;
}

/** Reads a whole number in its one decimal spelling: no sign, no leading zero, nothing a number cannot hold exactly. */
export function decimal(text: string | undefined, what: string): number {
  if (text === undefined || !/^(?:0|[1-9]\d{0,15})$/.test(text)) throw malformed(what);
  return whole(Number(text), what);
}

/** The bytes, if there are 32 of them or as many as asked for. */
export function sized(bytes: Uint8Array, what: string, length = 32): Uint8Array {
  if (bytes.length !== length) throw malformed(what);
  return bytes;
}

/** Reads a hash of 32 bytes from padded base64. */
export function hashIn(text: string | undefined): Uint8Array {
  return strictly(() => sized(fromBase64(text ?? ""), "hash"));
}

/** Writes a hash of 32 bytes as padded base64. */
export function hashOut(hash: Uint8Array): string {
  return toBase64(sized(hash, "hash"));
}

/** A whole number as `width` bytes, the heaviest first. */
export function bigEndian(value: number, width: number): Uint8Array {
  whole(value, "number", 256 ** width - 1);
  return Uint8Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** (width - 1 - at)));
}

/** The whole number in these bytes, the heaviest first. */
export function fromBigEndian(bytes: Uint8Array): number {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  return whole(value, "number");
}
