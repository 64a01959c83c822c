import { fromBase64, NoteError, toBase64 } from "@niuniu/note";
import { RecordError } from "./record-error.ts";

const UNSIGNED: readonly string[] = ["note/unsigned", "note/bad-signature"];

/** What `read` gives. What it refuses becomes a RecordError: "record/unsigned" for signatures, else "record/malformed". */
export function strictly<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const unsigned = cause instanceof NoteError && UNSIGNED.includes(cause.code);
    if (unsigned) throw new RecordError("record/unsigned", `not signed by its log: ${what}`, { cause });
    if (cause instanceof NoteError || cause instanceof SyntaxError) throw malformed(what, cause);
    throw cause;
  }
}

/** The refusal of anything that is not spelt as the specification says. */
export function malformed(what: string, cause?: unknown): RecordError {
  return new RecordError("record/malformed", `malformed: ${what}`, { cause });
}

/** The number, if it is a whole one from 0 to `most`; else RecordError "record/malformed". */
export function whole(value: number, what: string, most = Number.MAX_SAFE_INTEGER): number {
  if (!Number.isSafeInteger(value) || value < 0 || value > most) throw malformed(what);
  return value;
}

/** Reads a whole number in its one decimal spelling: no sign, no leading zero, nothing a number cannot hold exactly. */
export function decimal(text: string | undefined, what: string): number {
  if (text === undefined || !/^(?:0|[1-9][0-9]{0,15})$/.test(text)) throw malformed(what);
  return whole(Number(text), what);
}

/** The bytes, if there are `length` of them; else RecordError "record/malformed". */
export function sized(bytes: Uint8Array, length: number, what: string): Uint8Array {
  if (bytes.length !== length) throw malformed(what);
  return bytes;
}

/** Reads a hash of 32 bytes from padded base64. */
export function hashIn(text: string | undefined): Uint8Array {
  return strictly("hash", () => sized(fromBase64(text ?? ""), 32, "hash"));
}

/** Writes a hash of 32 bytes as padded base64. */
export function hashOut(hash: Uint8Array): string {
  return toBase64(sized(hash, 32, "hash"));
}

/** A whole number as `width` bytes, the heaviest first. */
export function bigEndian(value: number, width: number): Uint8Array {
  const bytes = new Uint8Array(width);
  let rest = whole(value, "number");
  for (let at = width - 1; at >= 0; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  if (rest > 0) throw malformed("number");
  return bytes;
}

/** The whole number in these bytes, the heaviest first. */
export function fromBigEndian(bytes: Uint8Array): number {
  return whole(
    bytes.reduce((value, byte) => value * 256 + byte, 0),
    "number",
  );
}
