import { NoteError, orNull, toHex, type Verifier } from "@niuniu/note";
import { RecordError, SLOT } from "@niuniu/record";
import { endOfSlot } from "@niuniu/trust";
import type { Ask } from "@niuniu/wire";
import { proof as proofRoute } from "@niuniu/wire/record";
import type { Acknowledged, Answer, Begun } from "./acknowledged.ts";
import { commitmentOf, readPromise, readProof } from "./promised.ts";
import { holds } from "./taken.ts";

/** A promise whose time is far from this device's: nothing is taken on it, and it says where to look for a proof. */
interface Untimely {
  readonly commitment: Uint8Array;
  readonly slot: number;
  /** When the log means to have sealed it, ms since epoch by its own clock. */
  readonly at: number;
}

/**
 * What the log signed for that began a matter, whatever time this device thinks it is; null for a promise that it did not sign for
 * exactly what was sent. By itself it confirms nothing.
 */
export function readUntimely(answer: Answer, sent: Begun, log: Verifier): Untimely | null {
  if (answer.case !== sent.case) return null;
  return orNull(
    () => {
      const commitment = commitmentOf([sent.first, ...answer.after]);
      const slot = readPromise(answer.promise, commitment, log);
      return { commitment, slot, at: endOfSlot(slot) };
    },
    RecordError,
    NoteError,
  );
}

/** How long to wait before each question, in ms: a slot that is open ends within its length, whatever any clock says. */
const LOOKS = [SLOT + 1_500, SLOT, 2 * SLOT, 4 * SLOT, 8 * SLOT] as const;

/**
 * Waits, by elapsed time alone, until the record proves what was promised in the slot that was promised. Null where it does not in two
 * and a half minutes. Trusts the log's key and no clock: that the proof leads on from the record this page has checked, its caller finds out.
 */
export async function provenLate(
  { commitment, slot, at }: Untimely,
  log: Verifier,
  { ask, wait }: { readonly ask: Ask; readonly wait: (ms: number) => Promise<void> },
): Promise<Acknowledged | null> {
  for (const ms of LOOKS) {
    await wait(ms);
    const proof = await proofNow(commitment, ask);
    if (proof !== null && holds(() => readProof(proof, commitment, log, slot))) return { commitment, slot, at, proof };
  }
  return null;
}

/** Whoever does not answer, or not yet, is asked again. */
const proofNow = (commitment: Uint8Array, ask: Ask): Promise<string | null> =>
  ask(proofRoute, { commitment: toHex(commitment) }).then(
    (standing) => (standing.state === "proven" ? standing.proof : null),
    () => null,
  );
