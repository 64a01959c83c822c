import { bech32 } from "@scure/base";
import { Encrypter, identityToRecipient } from "age-encryption";
import { SealError } from "./error.ts";
import { MOST_RECIPIENTS } from "./header.ts";

/** How many bytes a recipient has: 1,184 for ML-KEM-768 and 32 for X25519. */
export const RECIPIENT_LENGTH = 1216;

const RECIPIENT = "age1pq";
const IDENTITY = "AGE-SECRET-KEY-PQ-";

/** The recipient (1,216 bytes) that a 32-byte seed opens. Throws "seal/not-a-key" for a seed of another length. */
export async function recipientOf(seed: Uint8Array): Promise<Uint8Array> {
  return recipientBytes(await identityToRecipient(identityText(seed)));
}

/** The seed as age's command line reads it: "AGE-SECRET-KEY-PQ-1…". It is the secret itself. Throws "seal/not-a-key". */
export function identityText(seed: Uint8Array): string {
  if (seed.length !== 32) throw notAKey("an identity has 32 bytes");
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

/**
 * Seals bytes to 1 to 64 hybrid recipients as one binary age file; age ≥ 1.3 opens it too (seal.md §5).
 * Trusts the caller that the recipients are whom they should be: they come from the roster statement, nowhere else.
 * Throws "seal/not-a-key" or "seal/recipient-count". Randomness is age's own.
 */
export async function sealTo(recipients: readonly Uint8Array[], plaintext: Uint8Array): Promise<Uint8Array> {
  if (recipients.length < 1 || recipients.length > MOST_RECIPIENTS) {
    throw new SealError("seal/recipient-count", "a file is sealed to between 1 and 64 recipients");
  }
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipientText(recipient));
  try {
    return await encrypter.encrypt(plaintext);
  } catch (cause) {
    // Right in length and still no point of the curve: the only thing left that can go wrong here.
    throw notAKey("a recipient is no key anyone could have made", cause);
  }
}

/** The length and FIPS 203's check of the modulus (§7.2), which the library's own encapsulation lets pass. */
function checkRecipient(recipient: Uint8Array): void {
  if (recipient.length !== RECIPIENT_LENGTH) throw notAKey("a recipient has 1,216 bytes");
  for (let at = 0; at < 1152; at += 3) {
    const [low = 0, middle = 0, high = 0] = recipient.subarray(at, at + 3);
    const pair = [low | ((middle & 15) << 8), (middle >> 4) | (high << 4)];
    if (pair.some((coefficient) => coefficient >= 3329)) throw notAKey("a recipient is no lattice key");
  }
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

function notAKey(why: string, cause?: unknown): SealError {
  return new SealError("seal/not-a-key", why, { cause });
}
