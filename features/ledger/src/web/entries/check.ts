import { NoteError, type KeysOn, type Verifier } from "@niuniu/note";
import { checkPublic, openTombstone, RecordError } from "@niuniu/record";
import type { Entry } from "@niuniu/wire/record";

/** What checking one entry led to. */
export type Checked =
  /** Its text is the one that was hashed into the log at its index, under a checkpoint of this size. */
  | { readonly state: "proven"; readonly size: number }
  /** Its text is gone, and a member who was in office signed for that. */
  | { readonly state: "buried"; readonly by: string }
  /** Its text is gone, and nobody signed for that. */
  | { readonly state: "gone" }
  /** What the server gives does not lead to the log; the proof is kept to show it. */
  | { readonly state: "broken"; readonly proof: string };

/**
 * Checks that the entry shown stands in the log, or that its place was vacated by the signature of a member who was in office on
 * that day. Trusts the log's key and the keys that `office` answers; takes from `answer` the proof alone. Never throws: what
 * does not hold is "broken".
 */
export function checkEntry(
  shown: Entry,
  answer: Entry & { readonly proof: string },
  trusted: { readonly log: Verifier; readonly office: KeysOn },
): Checked {
  const { log, office } = trusted;
  try {
    if (shown.text !== null) {
      const { index, checkpoint } = checkPublic(answer.proof, shown.text, log);
      return index === shown.index
        ? { state: "proven", size: checkpoint.size }
        : { state: "broken", proof: answer.proof };
    }
    if (shown.tombstone === null) return { state: "gone" };
    const { origin, index, by } = openTombstone(shown.tombstone, office);
    if (origin === log.name && index === shown.index) return { state: "buried", by };
  } catch (error) {
    if (!(error instanceof RecordError || error instanceof NoteError)) throw error;
  }
  return { state: "broken", proof: answer.proof };
}
