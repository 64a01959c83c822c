import type { Shelf } from "./draft.ts";

/**
 * One line for everything: hash of statement 1, number of the newest statement seen, its hash; then origin, size, root
 * and signature of the newest milestone of the public record. All of it is public, and the same for every visitor of
 * those five minutes.
 */
const KEY = "niuniu.first-statement";

/** How the chain of statements compares with what this device saw on the public page or at the desk before. */
export type Pinned = "new" | "same" | "changed";

/** A state of the public record as a device remembers it: size, root (base64) and the signed checkpoint. */
export interface Milestone {
  readonly size: number;
  readonly root: string;
  readonly note: string;
}

/** How the record compares with what this device remembers, without asking anybody: "later" has to be proven consistent. */
export type Grown = "new" | "same" | "later" | "fork" | "rollback" | "other-log";

const partsIn = (shelf: Shelf): readonly string[] => shelf.getItem(KEY)?.split(" ") ?? [];

/**
 * Compares the hashes of a chain (hex, oldest first), and writes nothing: `/report` leaves no trace that `/` would not
 * have left. "changed": another statement 1, or the newest statement seen here before is not in it.
 */
export function comparePin(shelf: Shelf, hashes: readonly string[]): Pinned {
  const [first, number = "1", newest = first] = partsIn(shelf);
  if (first === undefined) return "new";
  return first === hashes[0] && newest === hashes[Number(number) - 1] ? "same" : "changed";
}

/** The milestone this device remembers, as its log signed it; null if none. */
export function pinnedMilestone(shelf: Shelf): Milestone | null {
  const [, , , origin, size, root, signature] = partsIn(shelf);
  if (origin === undefined || size === undefined || root === undefined || signature === undefined) return null;
  return { size: Number(size), root, note: `${origin}\n${size}\n${root}\n\n— ${origin} ${signature}\n` };
}

/**
 * Compares a checked milestone with the remembered one, and writes nothing. `named`: the committee's newest statement
 * names the log. Then a log of another name is one that the committee has begun anew.
 */
export function compareMilestone(shelf: Shelf, seen: Milestone & { readonly named: boolean }): Grown {
  const kept = pinnedMilestone(shelf);
  if (kept === null) return "new";
  if (originOf(kept.note) !== originOf(seen.note)) return seen.named ? "new" : "other-log";
  if (seen.size !== kept.size) return seen.size > kept.size ? "later" : "rollback";
  return seen.root === kept.root ? "same" : "fork";
}

const originOf = (note: string): string | undefined => note.split("\n")[0];

/**
 * Remembers statement 1, the first time only, and the newest statement whenever the chain goes on from what was known:
 * neither a swapped committee nor one cut back to its old members must become the remembered one. `seen` is a milestone
 * of the record that was checked and leads on from the remembered one; null leaves that as it is.
 */
export function pinOnce(shelf: Shelf, hashes: readonly string[], seen: Milestone | null = null): Pinned {
  const before = comparePin(shelf, hashes);
  const [first] = hashes;
  try {
    if (before !== "changed" && first !== undefined) {
      const record = seen === null ? partsIn(shelf).slice(3) : partsOf(seen);
      shelf.setItem(KEY, [first, hashes.length, hashes.at(-1) ?? first, ...record].join(" "));
    }
  } catch {
    // Without storage every visit is the first one; the words on the poster still work.
  }
  return before;
}

/** Origin, size, root and the log's own signature; the witnesses' lines would not be the same for every visitor. */
function partsOf({ note }: Milestone): readonly string[] {
  const [origin = "", size = "", root = ""] = note.split("\n");
  const line = `\n— ${origin} `;
  const at = note.indexOf(line) + line.length;
  return at < line.length ? [] : [origin, size, root, note.slice(at, note.indexOf("\n", at))];
}
