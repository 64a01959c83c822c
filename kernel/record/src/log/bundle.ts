import { FRAME_LIMIT, readFrames, writeFrames } from "@niuniu/note";
import { strictly } from "../spelling.ts";
import { TILE } from "./tile-path.ts";

/** Bytes an entry may have at most: its length stands in 16 bits. */
export const ENTRY_LIMIT = FRAME_LIMIT;

/** Entries, each behind its length as a big-endian uint16. One that is too long is RecordError "record/malformed". */
export function writeBundle(entries: readonly Uint8Array[]): Uint8Array {
  return strictly(() => writeFrames(entries));
}

/**
 * The entries of a bundle, as views of it. More than 256 of them, a length that reaches past the end or bytes left
 * over are RecordError "record/malformed".
 */
export function readBundle(bytes: Uint8Array): Uint8Array[] {
  return strictly(() => readFrames(bytes, TILE));
}
