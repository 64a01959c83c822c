import { fromBase64, toBase64 } from "./bytes.ts";
import { NoteError } from "./note-error.ts";

/** True for a size, an index, a count: a whole number that no rounding has touched. */
export function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The number, if it is a whole one from 0 to `most`; else NoteError "note/malformed", which says `what` it was to be. */
export function whole(value: number, what: string, most = Number.MAX_SAFE_INTEGER): number {
  if (!isWhole(value) || value > most) throw new NoteError("note/malformed", what);
  return value;
}

/**
 * Reads a whole number in its one decimal spelling: no sign, no leading zero, nothing a number cannot hold exactly. All
 * else, a text that is not there included, is NoteError "note/malformed".
 */
export function decimal(text: string | undefined, what: string): number {
  return whole(/^(?:0|[1-9]\d{0,15})$/.test(text ?? "") ? Number(text) : Number.NaN, what);
}

/** The bytes, if there are 32 of them or as many as asked for; else NoteError "note/malformed". */
export function sized(bytes: Uint8Array, what: string, length = 32): Uint8Array {
  if (bytes.length !== length) throw new NoteError("note/malformed", what);
  return bytes;
}

/** Reads a hash of 32 bytes from padded base64; NoteError "note/not-base64" or, for another length, "note/malformed". */
export function hashIn(text: string | undefined): Uint8Array {
  return sized(fromBase64(text ?? ""), "hash");
}

/** Writes a hash of 32 bytes as padded base64. */
export function hashOut(hash: Uint8Array): string {
  return toBase64(sized(hash, "hash"));
}

/** A whole number as `width` bytes, the heaviest first; one that does not fit is NoteError "note/malformed". */
export function bigEndian(value: number, width: number): Uint8Array {
  whole(value, "number", 256 ** width - 1);
  return Uint8Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** (width - 1 - at)));
}

/** The whole number in these bytes, the heaviest first; one too large to be held exactly is NoteError "note/malformed". */
export function fromBigEndian(bytes: Uint8Array): number {
  return whole(
    bytes.reduce((sum, byte) => sum * 256 + byte, 0),
    "number",
  );
}
