import { concatBytes, fromBase64, fromUtf8, sha256, toBase64, toUtf8 } from "@niuniu/note";
import { openStream, sealStream } from "@niuniu/seal/open";

const SALT = 16;

/** A key of its own for every text, so that the stream may count from nought each time. */
const keyOf = (secret: string, salt: Uint8Array): Uint8Array =>
  sha256(concatBytes(toUtf8("niuniu kept v1\n"), salt, toUtf8(secret)));

/**
 * Seals what a tab keeps for whoever has `secret`, a receipt, which nobody can guess: Base64. At once, for a page may be thrown away in
 * the next frame. It hides neither the length nor that something is kept.
 */
export function sealWords(secret: string, text: string): string {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  return toBase64(concatBytes(salt, sealStream(keyOf(secret, salt), toUtf8(text))));
}

/** Opens what {@link sealWords} sealed with the same secret; null for anything else, and for what was changed. */
export function openWords(secret: string, kept: string): string | null {
  try {
    const bytes = fromBase64(kept);
    return fromUtf8(openStream(keyOf(secret, bytes.subarray(0, SALT)), bytes.subarray(SALT)));
  } catch {
    return null;
  }
}
