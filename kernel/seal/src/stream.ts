import { chacha20poly1305 } from "@noble/ciphers/chacha.js";
import { concatBytes } from "@niuniu/note";

const CHUNK = 65_536;
const TAG = 16;

/** An age payload (C2SP age, "Payload"): chunks of 64 KiB, each with its number and whether it is the last in its nonce. */
export function sealStream(key: Uint8Array, plaintext: Uint8Array): Uint8Array {
  return inChunks(plaintext, CHUNK, (chunk, nonce) => chacha20poly1305(key, nonce).encrypt(chunk));
}

/**
 * Opens what {@link sealStream} sealed, all of it or nothing. Throws for a wrong key and for a payload that was changed,
 * cut, lengthened, or ends in an empty chunk it did not need.
 */
export function openStream(key: Uint8Array, payload: Uint8Array): Uint8Array {
  return inChunks(payload, CHUNK + TAG, (chunk, nonce) => {
    if (chunk.length === TAG && payload.length > TAG) throw new Error("the last chunk is empty");
    return chacha20poly1305(key, nonce).decrypt(chunk);
  });
}

function inChunks(
  bytes: Uint8Array,
  size: number,
  turn: (chunk: Uint8Array, nonce: Uint8Array) => Uint8Array,
): Uint8Array {
  const count = Math.max(1, Math.ceil(bytes.length / size));
  const turned = Array.from({ length: count }, (_, number) => {
    // Eleven bytes of counter, of which a file in memory needs four, and the flag.
    const nonce = new Uint8Array(12);
    new DataView(nonce.buffer).setUint32(7, number);
    nonce[11] = number === count - 1 ? 1 : 0;
    return turn(bytes.subarray(number * size, (number + 1) * size), nonce);
  });
  return concatBytes(...turned);
}
