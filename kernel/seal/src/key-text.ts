import { bech32 } from "@scure/base";
import { checkRecipient, checkSeed, notAKey } from "./age.ts";

const RECIPIENT = "age1pq";
const IDENTITY = "AGE-SECRET-KEY-PQ-";

/** The seed as age's command line reads it: "AGE-SECRET-KEY-PQ-1…". It is the secret itself. Throws "seal/not-a-key". */
export function identityText(seed: Uint8Array): string {
  checkSeed(seed);
  return bech32.encodeFromBytes(IDENTITY, seed).toUpperCase();
}

/** The recipient as age's command line reads it: "age1pq1…", 1,959 characters. Throws "seal/not-a-key". */
export function recipientText(recipient: Uint8Array): string {
  checkRecipient(recipient);
  return bech32.encode(RECIPIENT, bech32.toWords(recipient), false);
}

/** The bytes of a recipient's text; any other kind of recipient is "seal/not-a-key". */
export function recipientBytes(text: string): Uint8Array {
  const bytes = readBech32(text);
  if (bytes === null) throw notAKey("this is not a hybrid recipient (age1pq1…)");
  checkRecipient(bytes);
  return bytes;
}

function readBech32(text: string): Uint8Array | null {
  // Bech32 also allows capitals throughout; one recipient has one spelling here.
  if (text.length > 2000 || text !== text.toLowerCase()) return null;
  try {
    const { prefix, words } = bech32.decode(text as `${string}1${string}`, false);
    return prefix === RECIPIENT ? bech32.fromWords(words) : null;
  } catch {
    return null;
  }
}
