import { REPORTER } from "@niuniu/seal";

/** What an entry of a sealed matter says of wraps, where it does: which came with what began it, or who was let in later. */
export interface Wrapping {
  readonly number: number;
  /** Who got one when it began, and the SHA-256 of each, hex, in the same order. */
  readonly wraps?: readonly string[];
  readonly wrapHashes?: readonly string[];
  /** Who could open a file that was sealed by hand, and whom its sender left out, by the sender's own word. */
  readonly readers?: readonly string[];
  readonly struck?: readonly string[];
  /** Who was let in by this act, and the hash of the wrap that was made for them. */
  readonly reader?: string;
  readonly wrapHash?: string;
}

/** The hash of the wrap that was signed for a reader, hex, from what began the matter or the last act that let them in; null for none. */
export function wrapHashFor(entries: readonly Wrapping[], reader: string): string | null {
  for (const entry of entries.toReversed()) {
    if (entry.wrapHash !== undefined && entry.reader === reader) return entry.wrapHash;
    if (entry.wrapHashes !== undefined) return entry.wrapHashes[entry.wraps?.indexOf(reader) ?? -1] ?? null;
  }
  return null;
}

/** Who holds a wrap by what was signed, or by the word of whoever sealed a file by hand: named when it began, or let in later. */
export function readersIn(entries: readonly Wrapping[]): readonly string[] {
  const named = entries.flatMap(({ number, wraps = [], readers = [], reader, wrapHash }) => {
    if (reader !== undefined && wrapHash !== undefined) return [reader];
    return number === 1 ? [...wraps.filter((id) => id !== REPORTER), ...readers] : [];
  });
  return [...new Set(named)];
}
