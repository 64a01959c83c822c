import { concatBytes, linesBy, splitNote, toBase64, type Verifier } from "@niuniu/note";
import { comparePin, KEY, milestoneIn, partsIn, type Milestone, type Pinned, type Shelf } from "../pin.ts";

/** A milestone whose signature by this log was checked. */
export type SignedMilestone = Milestone & { readonly log: Verifier };

/** How much of a checkpoint behind its size is kept: a server could write anything there. */
const LONGEST = 2_000;
/** Parts of a milestone, and how many of them are kept: the newest record's, and of two that were given up before it. */
const PARTS = 4;
const MOST = 3;

/**
 * Remembers statement 1, the first time only, and the newest statement whenever the chain goes on from what was known:
 * neither a swapped committee nor one cut back to its old members must become the remembered one. `seen` is a milestone
 * of the record that was checked and leads on from the remembered one, or of a record that follows it: then the old one
 * stays beside it. Null leaves all of that as it is.
 */
export function pinOnce(shelf: Shelf, hashes: readonly string[], seen: SignedMilestone | null = null): Pinned {
  const before = comparePin(shelf, hashes);
  const [first] = hashes;
  if (before !== "changed" && first !== undefined) {
    const record = recordAfter(partsIn(shelf).slice(3), seen === null ? null : keepable(seen));
    shelf.setItem(KEY, [first, hashes.length, hashes.at(-1) ?? first, ...record].join(" "));
  }
  return before;
}

function recordAfter(kept: readonly string[], seen: readonly string[] | null): readonly string[] {
  if (seen === null) return kept;
  const earlier = kept[0] === seen[0] ? kept.slice(PARTS) : kept;
  return [...seen, ...earlier].slice(0, MOST * PARTS);
}

/**
 * Origin, size, root with what is written behind it, and the line by the log's own key, so that the note can be put
 * together again and checked by anybody; the witnesses' lines would not be the same for every visitor. Null for a
 * checkpoint that is too long to be kept.
 */
export function keepable({ note, log }: Pick<SignedMilestone, "note" | "log">): readonly string[] | null {
  const split = splitNote(note);
  const [origin = "", size = "", ...lines] = split.text.slice(0, -1).split("\n");
  const [line] = linesBy(split, log);
  const kept = encodeURI(lines.join("\n"));
  if (line === undefined || kept.length > LONGEST) return null;
  return [origin, size, kept, toBase64(concatBytes(line.keyId, line.signature))];
}

/** What this device keeps of records that were given up for the one it remembers, newest first. */
export function pinnedEarlier(shelf: Shelf): readonly Milestone[] {
  const parts = partsIn(shelf).slice(3 + PARTS);
  const earlier = Array.from({ length: parts.length / PARTS }, (_, at) => milestoneIn(parts.slice(at * PARTS)));
  return earlier.filter((one) => one !== null);
}
