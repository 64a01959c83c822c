import { malformed } from "../spelling.ts";
import { TILE } from "./tile-path.ts";

/** Bytes an entry may have at most: its length stands in 16 bits. */
export const ENTRY_LIMIT = 0xffff;

/**
 * Entries one after another, each behind its length as a big-endian uint16, after those of `before`, a bundle that is
 * not full yet. An entry too long is RecordError "record/malformed".
 */
export function writeBundle(entries: readonly Uint8Array[], before: Uint8Array = new Uint8Array(0)): Uint8Array {
  let length = before.length;
  for (const entry of entries) {
    if (entry.length > ENTRY_LIMIT) throw malformed("entry of more than 65,535 bytes");
    length += 2 + entry.length;
  }
  const bytes = new Uint8Array(length);
  bytes.set(before);
  let at = before.length;
  for (const entry of entries) {
    bytes[at] = entry.length >> 8;
    bytes[at + 1] = entry.length;
    bytes.set(entry, at + 2);
    at += 2 + entry.length;
  }
  return bytes;
}

/**
 * The entries of a bundle, as views of it. More than 256 of them, a length that reaches past the end or bytes left
 * over are RecordError "record/malformed".
 */
export function readBundle(bytes: Uint8Array): Uint8Array[] {
  const entries: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const from = at + 2;
    at = from + (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
    if (from > bytes.length || at > bytes.length) throw malformed("bundle that ends too soon");
    if (entries.length === TILE) throw malformed("bundle of more than 256 entries");
    entries.push(bytes.subarray(from, at));
  }
  return entries;
}
