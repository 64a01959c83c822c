import { recipientOf, sealTo } from "./age.ts";
import { SealError } from "./error.ts";
import { pad } from "./pad.ts";
import { writeParcel } from "./parcel.ts";

/** The name under which the reporter's own wrap is kept; no member can have it. */
export const REPORTER = "reporter";

/** Seals a message, its header and parts padded, to everyone who may read it (seal.md §6). Errors as {@link sealTo}. */
export async function sealEnvelope(
  recipients: readonly Uint8Array[],
  header: unknown,
  parts: readonly Uint8Array[] = [],
): Promise<Uint8Array> {
  return sealTo(recipients, pad(writeParcel(header, parts)));
}

/**
 * Wraps the identity of a case for one reader: whoever opens it reads the whole case (seal.md §7). One file a reader,
 * so that taking one away needs no key. Throws "seal/not-a-key".
 */
export async function wrapCase(
  caseSeed: Uint8Array,
  caseId: string,
  reader: string,
  recipient: Uint8Array,
): Promise<Uint8Array> {
  if (caseSeed.length !== 32) throw new SealError("seal/not-a-key", "the identity of a case has 32 bytes");
  return sealTo([recipient], writeParcel({ niuniu: "wrap v1", case: caseId, reader }, [caseSeed]));
}

/**
 * Wraps only the recipient of a case for its reporter, who chose that a found receipt shall open no report (seal.md §7).
 * `recipient` is the reply recipient. Throws "seal/not-a-key".
 */
export async function wrapRecipientOnly(
  caseSeed: Uint8Array,
  caseId: string,
  recipient: Uint8Array,
): Promise<Uint8Array> {
  const header = { niuniu: "wrap v1", case: caseId, reader: REPORTER, only: "recipient" };
  return sealTo([recipient], writeParcel(header, [await recipientOf(caseSeed)]));
}
