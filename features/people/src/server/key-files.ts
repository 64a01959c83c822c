import { fromBase64, isPublicKey, NoteError, type Verify } from "@niuniu/note";
import { isSelfSigned } from "@niuniu/roster";
import { Refused } from "@niuniu/wire";

const LARGEST_PHRASE_FILE = 4_096;
const LARGEST_PASSKEY_FILE = 8_192;

function bytesOf(text: string, code: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch (error) {
    if (error instanceof NoteError) throw new Refused(code);
    throw error;
  }
}

/** The first lines of an age file; nothing else of it can be read here. */
function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 120)).toString("latin1");
}

/** Public keys as an invited browser hands them in, base64. */
export interface GivenKeys {
  readonly recipient: string;
  readonly key: string;
  readonly self: string;
}

/**
 * The bytes of keys whose holder signed for exactly this member id. Refused "people/unsound-keys" for any other size,
 * form or signature.
 */
export function readKeys(
  id: string,
  given: GivenKeys,
  verify: Verify,
): { recipient: Uint8Array; key: Uint8Array; self: Uint8Array } {
  const code = "people/unsound-keys";
  const recipient = bytesOf(given.recipient, code);
  const key = bytesOf(given.key, code);
  const self = bytesOf(given.self, code);
  const sized = recipient.length === 1216 && key.length === 32 && self.length === 64;
  if (!sized || !isPublicKey(key) || !isSelfSigned({ id, ...given }, verify)) throw new Refused(code);
  return { recipient, key, self };
}

/** A key file locked by a phrase: an age file for scrypt and nothing else. Refused "people/unsound-key-file". */
export function readPhraseFile(text: string): Uint8Array {
  const bytes = bytesOf(text, "people/unsound-key-file");
  const shaped = /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} \d{1,2}\n[A-Za-z0-9+/]{43}\n---/.test(
    headOf(bytes),
  );
  if (!shaped || bytes.length > LARGEST_PHRASE_FILE) throw new Refused("people/unsound-key-file");
  return bytes;
}

/** A key file sealed to a passkey's own secret: some age file. Refused "people/unsound-key-file". */
export function readPasskeyFile(text: string | null): Uint8Array | null {
  if (text === null) return null;
  const bytes = bytesOf(text, "people/unsound-key-file");
  const shaped = headOf(bytes).startsWith("age-encryption.org/v1\n-> ");
  if (!shaped || bytes.length > LARGEST_PASSKEY_FILE) throw new Refused("people/unsound-key-file");
  return bytes;
}
