import { RecordError } from "@niuniu/record";
import type { Verifier } from "@niuniu/note";
import { endOfSlot } from "@niuniu/trust";
import type { SaltedText } from "../thread.ts";
import { commitmentOf, PROMISE_GRACE, readPromise, readProof, sealedBy } from "./promised.ts";

/** The answer to whoever began a matter: what has followed, and the log's word for all of it. */
export interface Answer {
  readonly case: string;
  /** What came after the act that was sent. */
  readonly after: readonly SaltedText[];
  /** The signed promise; empty where the same had been sent before and is sealed by now: then there is `proof`, empty otherwise. */
  readonly promise: string;
  readonly proof: string;
}

/** What began a matter, as it was sent, which the answer must be about. */
export interface Begun {
  readonly case: string;
  /** The signed act and the first salt, which nobody but the sender could choose. */
  readonly first: SaltedText;
}

/** What the server signed for: this commitment will stand in the record from `at` on (ms since epoch). */
export interface Acknowledged {
  readonly commitment: Uint8Array;
  readonly slot: number | null;
  readonly at: number;
  /** Proven already: the same had been sent before. */
  readonly proof: string | null;
}

/**
 * Checks the answer to what began a matter: the log has signed to seal, about now, a chain that begins with the very act and
 * salt that were sent. Trusts the log's key and this device's clock. RecordError or NoteError where not.
 */
export function readAcknowledgement(answer: Answer, sent: Begun, log: Verifier, now: number): Acknowledged {
  if (answer.case !== sent.case) throw new RecordError("record/not-this-event", "an answer to something else");
  const commitment = commitmentOf([sent.first, ...answer.after]);
  if (answer.promise === "") {
    return { commitment, slot: null, at: sealedBy(readProof(answer.proof, commitment, log)), proof: answer.proof };
  }
  const slot = readPromise(answer.promise, commitment, log);
  const at = endOfSlot(slot);
  if (Math.abs(at - now) > PROMISE_GRACE) throw new RecordError("record/not-this-event", "promised for another time");
  return { commitment, slot, at, proof: null };
}
