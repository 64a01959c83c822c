import { NoteError, readVerifier, toBase64, type Verifier } from "@niuniu/note";
import { openCheckpoint, RecordError, SLOT } from "@niuniu/record";
import type { Instant } from "@niuniu/owe";
import { endOfSlot, type Exhibit, type Finding, type Mark, type PutBackView, type RecordView } from "@niuniu/trust";
import type { SaltedText } from "../thread.ts";
import { commitmentOf, KEPT_WITHIN, readPromise, readProof, sealedBy, type EnteredEvent } from "./promised.ts";
import type { Saved } from "./saved.ts";

/** What a saved file holds once its signatures have been checked with the key it names. */
export interface Kept {
  readonly saved: Saved;
  readonly log: Verifier;
  /** The slot it was promised for; null if it came with its proof alone. */
  readonly slot: number | null;
  /** When the report was to be sealed at the latest, by the log's own word (ms since epoch). */
  readonly promised: Instant;
  /** That it was, if the file says so. */
  readonly entered: EnteredEvent | null;
  /** The states of the record that the file remembers. */
  readonly marks: readonly Mark[];
}

/**
 * Checks a saved file by itself: promise, proof and checkpoint are signed by the key it names, for exactly these
 * entries. Null for a file that does not hold together: it was damaged or changed, and proves nothing.
 */
export function keptIn(saved: Saved): Kept | null {
  try {
    const log = readVerifier(saved.log);
    const commitment = commitmentOf(saved.entries);
    const entered = saved.proof === null ? null : readProof(saved.proof, commitment, log);
    // A report sent twice may be answered with its proof alone.
    const slot = entered !== null && saved.promise === "" ? null : readPromise(saved.promise, commitment, log);
    const promised = entered !== null && slot === null ? sealedBy(entered) : endOfSlot(slot ?? 0);
    const seen = openCheckpoint(saved.checkpoint, log);
    const mark = (note: string, { size, root }: typeof seen): Mark => {
      return { from: "file", size, root: toBase64(root), note };
    };
    const marks = [mark(saved.checkpoint, seen), ...(entered === null ? [] : [mark(entered.note, entered.checkpoint)])];
    return { saved, log, slot, promised, entered, marks };
  } catch (error) {
    if (error instanceof RecordError || error instanceof NoteError) return null;
    throw error;
  }
}

/** What the file and the thread disagree about. `first` is the case's first salt (base64), from the receipt itself. */
export function compareSaved(
  { saved }: Kept,
  thread: { readonly case: string; readonly entries: readonly SaltedText[] },
  first: string,
): readonly Finding[] {
  if (saved.case !== thread.case || saved.entries[0]?.salt !== first) return [{ code: "other-file" }];
  const { entries } = thread;
  const changed = saved.entries.findIndex(({ text, salt }, at) => {
    const found = entries[at];
    return found !== undefined && (found.text !== text || found.salt !== salt);
  });
  if (changed >= 0) return [{ code: "rewritten", number: changed + 1 }];
  const [kept, found] = [saved.entries.length, entries.length];
  return kept > found ? [{ code: "cut", kept, found }] : [];
}

/** The same key under a later name: no other house has it. */
const isNext = ({ name, key }: Verifier, before: Verifier): boolean =>
  toBase64(key) === toBase64(before.key) && name.localeCompare(before.name, "en", { numeric: true }) > 0;

/** Another key than the one the file was sealed under. */
export function otherLog(
  { saved, log }: Kept,
  view: Pick<RecordView, "vkey" | "log" | "named" | "putBack">,
): readonly Finding[] {
  if (saved.log === view.vkey) return [];
  // The same key under a later name: a record begun anew, which the committee names, or may still sign for.
  if (!view.named || !isNext(view.log, log)) return [{ code: "other-log", against: "file" }];
  return [view.putBack?.awaiting === true ? { code: "put-back" } : { code: "succession", against: "file" }];
}

/**
 * What is to be said when the server does not know a receipt whose file proves that it did: null while the promise may
 * still be kept and nothing was ever sealed.
 */
export function unknownThough({ promised, entered }: Kept): Finding {
  return { code: "unknown", at: promised, proven: entered !== null };
}

/**
 * The time that the server was put back from a copy which may not have held what the file proves: promised when the copy was
 * made, or after. The first of them, whose days are over however often it is put back again; null where none explains it.
 */
export function lostInRestore({ promised }: Kept, putBack: PutBackView | null, now: Instant): PutBackView | null {
  const first = putBack?.each.findLast(({ of, at }) => promised > of - SLOT && promised <= at + SLOT);
  return putBack === null || first === undefined || now > first.ends ? null : { ...putBack, ...first };
}

/** True once a promise that was not kept has been broken, by this device's clock. */
export const isBroken = (promised: Instant, now: Instant): boolean => now > promised + KEPT_WITHIN;

/** What the file holds, to show to others: it names no word of the report. */
export function exhibitsOf({ saved }: Kept): readonly Exhibit[] {
  return [
    { title: "log key in the saved file", text: saved.log },
    { title: "promise in the saved file", text: saved.promise },
    { title: "proof in the saved file", text: saved.proof ?? "" },
    { title: "checkpoint in the saved file", text: saved.checkpoint },
    { title: "entries in the saved file", text: JSON.stringify(saved.entries) },
  ];
}
