import type { Shelf } from "./draft.ts";

/** One line for everything: hash of statement 1, number of the newest statement seen, its hash. */
const KEY = "niuniu.first-statement";

/** How the chain of statements compares with what this device saw on the public page or at the desk before. */
export type Pinned = "new" | "same" | "changed";

/**
 * Compares the hashes of a chain (hex, oldest first), and writes nothing: `/report` leaves no trace that `/` would not
 * have left. "changed": another statement 1, or the newest statement seen here before is not in it.
 */
export function comparePin(shelf: Shelf, hashes: readonly string[]): Pinned {
  const kept = shelf.getItem(KEY);
  if (kept === null) return "new";
  const [first, number = "1", newest = first] = kept.split(" ");
  return first === hashes[0] && newest === hashes[Number(number) - 1] ? "same" : "changed";
}

/**
 * Remembers statement 1, the first time only, and the newest statement whenever the chain goes on from what was known:
 * neither a swapped committee nor one cut back to its old members must become the remembered one.
 */
export function pinOnce(shelf: Shelf, hashes: readonly string[]): Pinned {
  const before = comparePin(shelf, hashes);
  const [first] = hashes;
  try {
    if (before !== "changed" && first !== undefined) {
      shelf.setItem(KEY, `${first} ${hashes.length} ${hashes.at(-1) ?? first}`);
    }
  } catch {
    // Without storage every visit is the first one; the words on the poster still work.
  }
  return before;
}
