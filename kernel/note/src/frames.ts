import { NoteError } from "./note-error.ts";

/** Bytes a part may have at most: its length stands in 16 bits. */
export const FRAME_LIMIT = 0xffff;

/**
 * Parts one after another, each behind its length as a big-endian uint16. A part of more than 65,535 bytes is NoteError
 * "note/too-long".
 */
export function writeFrames(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + 2 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    if (part.length > FRAME_LIMIT) throw new NoteError("note/too-long", "a part of more than 65,535 bytes");
    bytes[at] = part.length >> 8;
    bytes[at + 1] = part.length;
    bytes.set(part, at + 2);
    at += 2 + part.length;
  }
  return bytes;
}

/**
 * Where each part ends; it begins two bytes behind the end of the one before, or of the beginning. More than `most` parts,
 * a length that reaches past the end or bytes left over are NoteError "note/malformed".
 */
export function frameEnds(bytes: Uint8Array, most: number): number[] {
  const ends: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const from = at + 2;
    at = from + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (from > bytes.length || at > bytes.length) throw new NoteError("note/malformed", "parts that end too soon");
    if (ends.length === most) throw new NoteError("note/malformed", "too many parts");
    ends.push(at);
  }
  return ends;
}

/** The parts, as views of the bytes. Refuses what `frameEnds` refuses. */
export function readFrames(bytes: Uint8Array, most: number): Uint8Array[] {
  return frameEnds(bytes, most).map((end, at, ends) => bytes.subarray((ends[at - 1] ?? 0) + 2, end));
}
