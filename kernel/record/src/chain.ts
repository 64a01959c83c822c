import { concatBytes, sha256, toHex, toUtf8 } from "@niuniu/note";
import { RecordError } from "./record-error.ts";
import { sized, strictly } from "./spelling.ts";

/** One event of a case as its parties keep it: the exact text, and the 32 bytes that hide it in the commitment. */
export type ChainEntry = { readonly salt: Uint8Array; readonly event: string };

/** The 32 zero bytes that stand before the first event of every case. */
export const GENESIS = new Uint8Array(32);

/**
 * SHA-256(salt ‖ UTF-8 of the event ‖ previous commitment), 32 bytes. Whoever lacks the salt learns nothing from it,
 * and nobody can find another event for it. Salt and previous have 32 bytes and the event no half surrogate pair, else
 * RecordError "record/malformed" (chain.md §2). `hash` may be a faster SHA-256.
 */
export function commit(salt: Uint8Array, event: string, previous: Uint8Array, hash = sha256): Uint8Array {
  return strictly(() => hash(concatBytes(sized(salt, "salt"), toUtf8(event), sized(previous, "previous"))));
}

/** The commitment after each event, in order; the last one is the head. No events, no commitments (chain.md §2). */
export function chain(entries: readonly ChainEntry[]): readonly Uint8Array[] {
  const commitments: Uint8Array[] = [];
  for (const { salt, event } of entries) commitments.push(commit(salt, event, commitments.at(-1) ?? GENESIS));
  return commitments;
}

/**
 * Recomputes a case's chain and returns its commitments. It trusts nobody: if the head is not the one that follows
 * from exactly these events and salts in this order, or a signed act names another head than the one before it, it
 * throws RecordError "record/chain-mismatch". The head of a case without events is 32 zero bytes (chain.md §3).
 */
export function verifyChain(entries: readonly ChainEntry[], head: Uint8Array): readonly Uint8Array[] {
  const commitments = chain(entries);
  if (toHex(sized(head, "head")) !== toHex(commitments.at(-1) ?? GENESIS)) {
    throw new RecordError("record/chain-mismatch", "the events do not lead to this head");
  }
  for (const [at, { event }] of entries.entries()) {
    const seen = headSeenBy(event);
    // Whoever keeps the salts can compute any head anew; only what people signed ties an event to those before it.
    if (seen !== null && seen !== toHex(commitments[at - 1] ?? GENESIS)) {
      throw new RecordError("record/chain-mismatch", "an act was signed on another chain than this one");
    }
  }
  return commitments;
}

/** The head a signed act names, as it stands there; null for an event that is no act (chain.md §2.5). */
function headSeenBy(event: string): unknown {
  try {
    const said: unknown = JSON.parse(event.slice(0, event.indexOf("\n")));
    const isAct = typeof said === "object" && said !== null && "niuniu" in said && said.niuniu === "act v1";
    return isAct ? ("previous" in said ? said.previous : undefined) : null;
  } catch {
    return null;
  }
}
