import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, toUtf8 } from "@niuniu/note";

/**
 * What every label begins with (RFC 9180 §4): the version, then the suite: KEM 0x647a (MLKEM768-X25519), KDF 0x0001
 * (HKDF-SHA-256) and AEAD 0x0003 (ChaCha20-Poly1305).
 */
const SUITE = "HPKE-v1HPKE\u0064\u007a\u0000\u0001\u0000\u0003";
const NOTHING = new Uint8Array();

/**
 * The cipher for the one message that an encapsulated secret is used for: HPKE's base mode, no associated data, the first
 * and only sequence number (RFC 9180 §5.1, §6.1). `decrypt` throws for anything that this secret did not seal.
 */
export function cipherOf(secret: Uint8Array, info: string): ReturnType<typeof chacha20poly1305> {
  const extracted = (label: string, input: Uint8Array, salt?: Uint8Array): Uint8Array =>
    extract(sha256, concatBytes(toUtf8(SUITE + label), input), salt);
  const context = concatBytes(
    Uint8Array.of(0),
    extracted("psk_id_hash", NOTHING),
    extracted("info_hash", toUtf8(info)),
  );
  const schedule = extracted("secret", NOTHING, secret);
  const expanded = (label: string, length: number): Uint8Array =>
    expand(sha256, schedule, concatBytes(Uint8Array.of(0, length), toUtf8(SUITE + label), context), length);
  return chacha20poly1305(expanded("key", 32), expanded("base_nonce", 12));
}
