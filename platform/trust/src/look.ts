import type { RosterAnswer } from "@niuniu/wire";
import type { Asking } from "./asking.ts";
import type { Pinned, Shelf } from "./pin.ts";
import { askBetween } from "./record/ask-between.ts";
import { pinOnce } from "./record/pinning.ts";
import { watchRecord, type Watched } from "./record/watch.ts";
import { trustIn, whyNot, wordsOf, type Trust } from "./trust.ts";

/**
 * What the public page knows of the committee: not looked at yet, could not look, nothing signed yet, does not hold, is
 * not in the public record, or checked.
 */
export type Look =
  | { readonly state: "waiting" }
  | { readonly state: "unknown" }
  | { readonly state: "closed" }
  | { readonly state: "broken" }
  | { readonly state: "unrecorded" }
  | {
      readonly state: "checked";
      readonly trust: Trust;
      readonly pinned: Pinned;
      readonly words: string;
      /** How the public record compares with what this device saw of it before. */
      readonly watched: Watched;
    };

/** What the parts of the public page are given: the committee as the server sent it, and how it holds when looked at. */
export interface Seen {
  /** Unchecked; null until it is here. */
  readonly answer: RosterAnswer | null;
  /** Why it did not come; null where nothing went wrong. */
  readonly error: unknown;
  readonly again: () => void;
  readonly look: Look;
}

/** What a look at the house takes: where this device remembers, whom it asks, and the word list. */
interface Looking {
  readonly shelf: Shelf;
  readonly asking: Asking;
  readonly loadWords: () => Promise<Parameters<typeof wordsOf>[0]>;
}

/**
 * Checks the chain of statements and the public record, and remembers statement 1, the newest and the newest milestone on this
 * device. Every visitor of the public page does exactly this, so it tells nothing about any of them. Throws where the word list
 * does not come.
 */
export async function look(answer: RosterAnswer, { shelf, asking, loadWords }: Looking): Promise<Look> {
  const words = await loadWords();
  if (answer.statements.length === 0) return { state: "closed" };
  let trust: Trust;
  try {
    trust = await trustIn(answer, asking);
  } catch (error) {
    return { state: whyNot(error) ?? "unknown" };
  }
  const { record, roster, first } = trust;
  const watched = await watchRecord(shelf, record, { between: askBetween(asking.ask), now: asking.now() });
  const milestone = watched.keep ? { ...record, note: record.checkpoint } : null;
  const pinned = pinOnce(shelf, roster.hashes, milestone);
  return { state: "checked", trust, pinned, words: wordsOf(words, first), watched };
}
