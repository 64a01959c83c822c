import { signNote, type Signer, type Verifier, type Verify } from "@niuniu/note";
import { dayOfSlot, type When } from "./slot.ts";
import { decimal, hashIn, hashOut, malformed, signedBy, strictly, whole } from "./spelling.ts";

/** A log's word that a commitment (32 bytes) will stand in the tree of a slot, or of that slot's UTC day. */
export type SlotPromise = { readonly origin: string; readonly slot: number; readonly commitment: Uint8Array };

const TITLE = "niuniu promise v1";

/** The promise, signed by the log: the signer's name is the origin. A bad value is RecordError "record/malformed". */
export function writePromise({ origin, slot, commitment }: SlotPromise, log: Signer): string {
  if (log.name !== origin) throw malformed("a promise in another's name");
  const text = `${TITLE}\n${origin}\n${whole(slot, "slot")}\n${hashOut(commitment)}\n`;
  return strictly(() => signNote(text, [log]));
}

function readPromise(text: string): SlotPromise {
  const [title, origin = "", slot, commitment, ...end] = text.split("\n");
  if (title !== TITLE || end.length !== 1 || end[0] !== "") throw malformed("promise");
  return { origin, slot: decimal(slot, "slot"), commitment: hashIn(commitment) };
}

/**
 * The promise in a note that this log signed. It trusts the key given: "record/wrong-origin" if it is another log's,
 * "record/unsigned" without a good signature, "record/malformed" for another shape (record.md §7).
 */
export function openPromise(note: string, log: Verifier, verify?: Verify): SlotPromise {
  return signedBy(log, note, readPromise, verify);
}

/** True if an event that entered then entered as promised. */
export function isKept({ slot }: Pick<SlotPromise, "slot">, when: When): boolean {
  return "slot" in when ? when.slot === slot : when.day === dayOfSlot(slot);
}
