/** Where a device remembers. One that is full or forbidden holds nothing and never throws: then every visit is the first. */
export interface Shelf {
  readonly getItem: (key: string) => string | null;
  readonly setItem: (key: string, value: string) => void;
}

/**
 * One line for everything: hash of statement 1, number of the newest statement seen, its hash; then origin, size, root
 * and signature of the newest milestone of the public record; then the same four of the records that it followed. Further
 * lines of a checkpoint stand behind its root, percent-encoded. All of it is public, and the same for every visitor of
 * those five minutes.
 */
export const KEY = "niuniu.first-statement";

/** How the chain of statements compares with what this device saw on the public page or at the desk before. */
export type Pinned = "new" | "same" | "changed";

/** A state of the public record as a device remembers it: size, root (base64) and the signed checkpoint. */
export interface Milestone {
  readonly size: number;
  readonly root: string;
  readonly note: string;
}

/**
 * How the record compares with what this device remembers, without asking anybody: "later" has to be proven consistent;
 * "succession" is a record begun anew, which the committee's newest statement names.
 */
export type Grown = "new" | "same" | "later" | "fork" | "rollback" | "other-log" | "succession";

/** The parts of the line, none where nothing is remembered. */
export const partsIn = (shelf: Shelf): readonly string[] => shelf.getItem(KEY)?.split(" ") ?? [];

/**
 * Compares the hashes of a chain (hex, oldest first), and writes nothing: `/report` leaves no trace that `/` would not
 * have left. "changed": another statement 1, or the newest statement seen here before is not in it.
 */
export function comparePin(shelf: Shelf, hashes: readonly string[]): Pinned {
  const [first, number = "1", newest = first] = partsIn(shelf);
  if (first === undefined) return "new";
  return first === hashes[0] && newest === hashes[Number(number) - 1] ? "same" : "changed";
}

/** Whether the newest of these statements is the newest that this device saw. */
export const sawNewest = (shelf: Shelf, hashes: readonly string[]): boolean =>
  comparePin(shelf, hashes) === "same" && Number(partsIn(shelf)[1] ?? 1) === hashes.length;

/** What "changed" is: another statement 1 than this device saw, or the newest that it saw left out. */
export const changeIn = (shelf: Shelf, hashes: readonly string[]): "replaced" | "cut" =>
  partsIn(shelf)[0] === hashes[0] ? "cut" : "replaced";

/** The milestone this device remembers, as its log signed it; null if none. */
export const pinnedMilestone = (shelf: Shelf): Milestone | null => milestoneIn(partsIn(shelf).slice(3));

/** The milestone that these parts begin with. */
export function milestoneIn([origin, size, lines, signature]: readonly string[]): Milestone | null {
  if (origin === undefined || size === undefined || lines === undefined || signature === undefined) return null;
  const plain = decodeURI(lines);
  const [root = ""] = plain.split("\n");
  return { size: Number(size), root, note: `${origin}\n${size}\n${plain}\n\n— ${origin} ${signature}\n` };
}

/**
 * Compares a checked milestone with the remembered one, and writes nothing. `named`: the committee's newest statement
 * names the log. Then a log of another name is one that was begun anew with a quorum's word.
 */
export function compareMilestone(shelf: Shelf, seen: Milestone & { readonly named: boolean }): Grown {
  const kept = pinnedMilestone(shelf);
  if (kept === null) return "new";
  if (originOf(kept.note) !== originOf(seen.note)) return seen.named ? "succession" : "other-log";
  if (seen.size !== kept.size) return seen.size > kept.size ? "later" : "rollback";
  return seen.root === kept.root ? "same" : "fork";
}

const originOf = (note: string): string | undefined => note.split("\n")[0];
