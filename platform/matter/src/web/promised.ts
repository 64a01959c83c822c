import { fromBase64, toHex, type Verifier, type Verify } from "@niuniu/note";
import { chain, checkEvent, dayOfSlot, openPromise, RecordError, type Entered, type When } from "@niuniu/record";
import { endOfSlot } from "@niuniu/trust";
import type { SaltedText } from "../thread.ts";

/** An event that was proven to stand in the record, and when it entered. */
export type EnteredEvent = Entered & { readonly when: When };

/** How long after the end of its slot a promise has to be kept, in ms. After that it is broken. */
export const KEPT_WITHIN = 60_000;
/** How far the time of a promise may lie from this device's own, in ms. */
export const PROMISE_GRACE = 10 * 60_000;

const DAY = 86_400_000;

/** The commitment that stands for everything up to the last of these events, 32 bytes. */
export function commitmentOf(entries: readonly SaltedText[]): Uint8Array {
  const head = chain(entries.map(({ text, salt }) => ({ event: text, salt: fromBase64(salt) }))).at(-1);
  if (head === undefined) throw new RecordError("record/malformed", "nothing was committed to");
  return head;
}

/**
 * The slot that the log promised for this commitment. RecordError or NoteError for a promise by anybody else, for
 * another log or for anything but this commitment.
 */
export function readPromise(promise: string, commitment: Uint8Array, log: Verifier, verify?: Verify): number {
  const said = openPromise(promise, log, verify);
  if (said.origin !== log.name) throw new RecordError("record/wrong-origin", "a promise for another log");
  if (toHex(said.commitment) !== toHex(commitment)) {
    throw new RecordError("record/not-this-event", "a promise for something else");
  }
  return said.slot;
}

/**
 * Checks that the event stands in the record where it was promised to, in its slot or in the day of that slot. Null
 * promises nothing: any slot or day will do. RecordError or NoteError where it does not.
 */
export function readProof(
  proof: string,
  commitment: Uint8Array,
  log: Verifier,
  slot: number | null = null,
): EnteredEvent {
  const entered = checkEvent(proof, commitment, log);
  const { when } = entered;
  const kept = slot === null || ("slot" in when ? when.slot === slot : when.day === dayOfSlot(slot));
  if (!kept) throw new RecordError("record/not-this-event", "sealed at another time than was promised");
  return entered;
}

/** Since when at the latest it stands in the record (ms since epoch): the end of its slot, or of its day in UTC. */
export const sealedBy = ({ when }: Pick<EnteredEvent, "when">): number =>
  "slot" in when ? endOfSlot(when.slot) : (when.day + 1) * DAY;
