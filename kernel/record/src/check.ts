import type { Verifier, Verify } from "@niuniu/note";
import { openCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { readLeaf, writeLeaf, type Leaf } from "./leaf.ts";
import { readOpening, type Opening } from "./opening.ts";
import { publicCommitment } from "./public-entry.ts";
import { RecordError } from "./record-error.ts";
import { DAY_DEPTH, rootBy, SLOT_DEPTH, type When } from "./slot.ts";
import { readTlogProof } from "./tlog-proof.ts";
import { checkInclusion, leafHash, type Hash } from "./tree.ts";

/** Faster functions of the same behaviour for signatures and hashes; without them pure code is used. */
export type CheckOptions = { readonly verify?: Verify | undefined; readonly hash?: Hash | undefined };

/** Something stands in the log: where, and under which signed checkpoint. */
export type Entered = {
  /** The checkpoint as a signed note: what to remember, and what `cosignatures` reads. */
  readonly note: string;
  readonly checkpoint: Checkpoint;
  readonly index: number;
};

/**
 * Proves that a case commitment (32 bytes) stands in the log. It trusts the log's key and nothing else. A proof for
 * anything but this commitment is RecordError "record/not-this-event"; "record/wrong-origin", "record/unsigned" and
 * "record/malformed" come from the checkpoint and the shape (record.md §6).
 */
export function checkEvent(
  proof: string,
  commitment: Uint8Array,
  log: Verifier,
  options: CheckOptions = {},
): Entered & { readonly when: When } {
  const sealed = open(proof, log, options);
  const { opening } = sealed;
  if (opening.kind !== "slot" && opening.kind !== "day") throw notThis();
  // The way from the commitment leads to the root of a slot or a day, and that is what the entry holds.
  const root = rootBy(opening.kind === "slot" ? SLOT_DEPTH : DAY_DEPTH, { commitment, ...opening }, options.hash);
  const when = opening.kind === "slot" ? { slot: opening.slot } : { day: opening.day };
  return { ...entered(sealed, writeLeaf({ ...opening, root }), options), when };
}

/** Proves that a public text stands in the log. Trust and errors as in `checkEvent`; what the text says is not looked at. */
export function checkPublic(proof: string, text: string, log: Verifier, options: CheckOptions = {}): Entered {
  const sealed = open(proof, log, options);
  if (sealed.opening.kind !== "public") throw notThis();
  const commitment = publicCommitment(sealed.opening.salt, text, options.hash);
  return entered(sealed, writeLeaf({ kind: "public", commitment }), options);
}

/** Proves that the entry inside the proof stands in the log, and reads it. Trust and errors as in `checkEvent`. */
export function checkLeaf(proof: string, log: Verifier, options: CheckOptions = {}): Entered & { readonly leaf: Leaf } {
  const sealed = open(proof, log, options);
  if (sealed.opening.kind !== "leaf") throw notThis();
  return { ...entered(sealed, sealed.opening.leaf, options), leaf: readLeaf(sealed.opening.leaf) };
}

type Sealed = Entered & { readonly opening: Opening; readonly hashes: readonly Uint8Array[] };

/** First: the proof is spelt as one, and its checkpoint is signed by this log and speaks for it. */
function open(proof: string, log: Verifier, { verify }: CheckOptions): Sealed {
  const { extra, index, hashes, checkpoint: note } = readTlogProof(proof);
  const opening = readOpening(extra ?? new Uint8Array());
  return { note, checkpoint: openCheckpoint(note, log, verify), index, opening, hashes };
}

/** Last: exactly this entry stands at this index under the root that the log signed. */
function entered({ note, checkpoint, index, hashes }: Sealed, entry: Uint8Array, { hash }: CheckOptions): Entered {
  try {
    checkInclusion({ ...checkpoint, index, leaf: leafHash(entry, hash), proof: hashes }, hash);
  } catch (cause) {
    throw notThis(cause);
  }
  return { note, checkpoint, index };
}

function notThis(cause?: unknown): RecordError {
  return new RecordError("record/not-this-event", "the proof does not lead from this to the log", { cause });
}
