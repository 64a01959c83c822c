import { RecordError } from "@niuniu/record";
import type { Verifier } from "@niuniu/note";
import { endOfSlot } from "@niuniu/trust";
import type { ReportAnswer, SaltedText } from "../../routes.ts";
import { commitmentOf, PROMISE_GRACE, readPromise, readProof, sealedBy } from "./promised.ts";

/** A report as it was sent, which the answer must be about. */
export interface SentReport {
  readonly case: string;
  /** The signed act and the first salt, which nobody but the sender could choose. */
  readonly first: SaltedText;
}

/** What the server signed for: this commitment will stand in the record from `at` on (ms since epoch). */
export interface Acknowledged {
  readonly commitment: Uint8Array;
  readonly slot: number | null;
  readonly at: number;
  /** Proven already: the same report had been sent before. */
  readonly proof: string | null;
}

/**
 * Checks the answer to a report: the log has signed to seal, about now, a chain that begins with the very act and salt
 * that were sent. Trusts the log's key and this device's clock. RecordError or NoteError where not.
 */
export function readAcknowledgement(answer: ReportAnswer, sent: SentReport, log: Verifier, now: number): Acknowledged {
  if (answer.case !== sent.case) throw new RecordError("record/not-this-event", "an answer to another report");
  const commitment = commitmentOf([sent.first, ...answer.after]);
  if (answer.promise === "") {
    return { commitment, slot: null, at: sealedBy(readProof(answer.proof, commitment, log)), proof: answer.proof };
  }
  const slot = readPromise(answer.promise, commitment, log);
  const at = endOfSlot(slot);
  if (Math.abs(at - now) > PROMISE_GRACE) throw new RecordError("record/not-this-event", "promised for another time");
  return { commitment, slot, at, proof: null };
}
