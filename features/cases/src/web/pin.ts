import type { Shelf } from "./draft.ts";

const KEY = "niuniu.first-statement";

/** How statement 1 compares with what this device saw on the public page before. */
export type Pinned = "new" | "same" | "changed";

/** Compares, and writes nothing: `/report` leaves no trace that `/` would not have left. */
export function comparePin(shelf: Shelf, first: string): Pinned {
  const kept = shelf.getItem(KEY);
  if (kept === null) return "new";
  return kept === first ? "same" : "changed";
}

/** Remembers statement 1 for later visits, the first time only: a swapped committee must not become the remembered one. */
export function pinOnce(shelf: Shelf, first: string): Pinned {
  const before = comparePin(shelf, first);
  try {
    if (before === "new") shelf.setItem(KEY, first);
  } catch {
    // Without storage every visit is the first one; the words on the poster still work.
  }
  return before;
}
