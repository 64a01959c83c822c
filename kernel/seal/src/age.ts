import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { randomBytes } from "@noble/hashes/utils.js";
import { concatBytes, toBase64, toUtf8 } from "@niuniu/note";
import { SealError } from "./error.ts";
import { cipherOf } from "./hpke.ts";
import { encapsulate, pairOf } from "./kem.ts";
import { sealStream } from "./stream.ts";

/** How many bytes a recipient has: 1,184 for ML-KEM-768 and 32 for X25519. */
export const RECIPIENT_LENGTH = 1216;

/** More recipients than any case has readers; a longer header is refused before it is parsed to its end. */
export const MOST_RECIPIENTS = 64;

/** The first line of every age file. */
export const INTRO = "age-encryption.org/v1";

/** The kind of stanza this software writes; every other kind is refused. */
export const HYBRID = "mlkem768x25519";

/** How many bytes stand between the header and the payload. */
export const NONCE_LENGTH = 16;

/** What a stanza of this kind is sealed for (C2SP age, "The hybrid recipient type"). */
export const STANZA_INFO = "age-encryption.org/mlkem768x25519";

/** The recipient (1,216 bytes) that a 32-byte seed opens. Throws "seal/not-a-key" for a seed of another length. */
export async function recipientOf(seed: Uint8Array): Promise<Uint8Array> {
  checkSeed(seed);
  return (await pairOf(seed)).recipient;
}

/**
 * Seals bytes to 1 to 64 hybrid recipients as one binary age file; age ≥ 1.3 opens it too (seal.md §5).
 * Trusts the caller that the recipients are whom they should be: they come from the roster statement, nowhere else.
 * Throws "seal/not-a-key" or "seal/recipient-count". Draws its randomness from the platform.
 */
export async function sealTo(recipients: readonly Uint8Array[], plaintext: Uint8Array): Promise<Uint8Array> {
  if (recipients.length < 1 || recipients.length > MOST_RECIPIENTS) {
    throw new SealError("seal/recipient-count", "a file is sealed to between 1 and 64 recipients");
  }
  const fileKey = randomBytes(16);
  const stanzas = await Promise.all(recipients.map((recipient) => stanzaFor(recipient, fileKey)));
  const signed = toUtf8(`${INTRO}\n${stanzas.join("")}---`);
  const nonce = randomBytes(NONCE_LENGTH);
  const end = toUtf8(` ${base64(headerMac(fileKey, signed))}\n`);
  return concatBytes(signed, end, nonce, sealStream(payloadKey(fileKey, nonce), plaintext));
}

/** The MAC over a header up to and with its "---" (C2SP age, "Header MAC"). */
export function headerMac(fileKey: Uint8Array, signed: Uint8Array): Uint8Array {
  return hmac(sha256, hkdf(sha256, fileKey, undefined, toUtf8("header"), 32), signed);
}

/** The key of a payload, from the file's key and the nonce before the payload (C2SP age, "Payload"). */
export function payloadKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return hkdf(sha256, fileKey, nonce, toUtf8("payload"), 32);
}

/** The file's key for one recipient: what was encapsulated in the first line, the sealed key in the second. */
async function stanzaFor(recipient: Uint8Array, fileKey: Uint8Array): Promise<string> {
  checkRecipient(recipient);
  try {
    const { share, secret } = await encapsulate(recipient);
    return `-> ${HYBRID} ${base64(share)}\n${base64(cipherOf(secret, STANZA_INFO).encrypt(fileKey))}\n`;
  } catch (cause) {
    // Right in length and still no point of the curve: the only thing left that can go wrong here.
    throw notAKey("a recipient is no key anyone could have made", cause);
  }
}

/** Base64 without padding, as headers have it. */
function base64(bytes: Uint8Array): string {
  return toBase64(bytes).replaceAll("=", "");
}

/** Throws "seal/not-a-key" for a seed that has not 32 bytes. */
export function checkSeed(seed: Uint8Array): void {
  if (seed.length !== 32) throw notAKey("an identity has 32 bytes");
}

/** The length and FIPS 203's check of the modulus (§7.2), which the library's own encapsulation lets pass: "seal/not-a-key". */
export function checkRecipient(recipient: Uint8Array): void {
  if (recipient.length !== RECIPIENT_LENGTH) throw notAKey("a recipient has 1,216 bytes");
  for (let at = 0; at < 1152; at += 3) {
    const [low = 0, middle = 0, high = 0] = recipient.subarray(at, at + 3);
    const pair = [low | ((middle & 15) << 8), (middle >> 4) | (high << 4)];
    if (pair.some((coefficient) => coefficient >= 3329)) throw notAKey("a recipient is no lattice key");
  }
}

/** Why something is no key, as an error to throw. */
export function notAKey(why: string, cause?: unknown): SealError {
  return new SealError("seal/not-a-key", why, { cause });
}
