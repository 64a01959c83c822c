import { fromBase64, NoteError, orNull, toHex } from "@niuniu/note";
import { chain, RecordError } from "@niuniu/record";
import { endOfSlot, type RecordView } from "@niuniu/trust";
import { KEPT_WITHIN, PROMISE_GRACE, readPromise, readProof } from "./promised.ts";
import type { Recorded } from "../thread.ts";

/** An act as its author signed it. Number and head are part of what is signed: there is one place where it can stand. */
export interface SignedAct {
  /** The exact signed note. */
  readonly act: string;
  readonly number: number;
  /** The head it was signed upon, hex. */
  readonly previous: string;
  readonly parts: readonly Uint8Array[];
}

/** The log whose word counts, and until when (ms since epoch) its record is known to have grown. */
export type Log = Pick<RecordView, "log" | "until">;

/**
 * What a thread shows of an act. "taken": its exact text stands in its place, upon the head it was signed upon, and the log
 * has promised or proven the head after it. "untimely": it stands there, and the log has promised it for a time that is far from
 * this device's; only a proof, which needs no clock, will tell. "unproven": it stands there, and nothing that holds covers it.
 * "overtaken": something else stands there, so that it can never be taken any more. "absent": nothing stands there.
 */
export type Fate = "taken" | "untimely" | "unproven" | "overtaken" | "absent";

/**
 * Looks for an act in a thread. Trusts the log's key and, for promises, this device's clock (`now`, ms since epoch); nothing
 * else that the server says. Never throws for what it reads.
 */
export function fateOf(sent: SignedAct, thread: Recorded, { log, until }: Log, now: number): Fate {
  const found = thread.entries[sent.number - 1];
  if (found === undefined) return "absent";
  if (found.text !== sent.act) return "overtaken";
  const heads = headsOf(thread);
  const below = heads[sent.number - 2];
  if (below === undefined || toHex(below) !== sent.previous) return "unproven";
  const covering = (number: number): Uint8Array => {
    const head = number < sent.number ? undefined : heads[number - 1];
    if (head === undefined) throw new RecordError("record/not-this-event", "it does not cover this act");
    return head;
  };
  const proven = thread.proofs.some(({ number, proof }) => holds(() => readProof(proof, covering(number), log)));
  if (proven) return "taken";
  const promised = thread.promises.flatMap(({ number, promise }) => {
    const slot = orNull(() => readPromise(promise, covering(number), log), RecordError, NoteError);
    // One for a time that the record has left behind is as good as none: by then there is a proof.
    return slot === null || endOfSlot(slot) + KEPT_WITHIN < until ? [] : [endOfSlot(slot)];
  });
  if (promised.some((at) => Math.abs(at - now) <= PROMISE_GRACE)) return "taken";
  return promised.length > 0 ? "untimely" : "unproven";
}

const headsOf = ({ entries }: Recorded): readonly Uint8Array[] =>
  orNull(
    () => chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }))),
    RecordError,
    NoteError,
  ) ?? [];

/** False for what the record's key did not sign for this. A mistake of ours is thrown on. */
export const holds = (check: () => unknown): boolean =>
  orNull(() => check() !== false, RecordError, NoteError) ?? false;
