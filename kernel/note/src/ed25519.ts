import { getPublicKey, hashes, Point, sign, verify } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { NoteError } from "./note-error.ts";

// The library brings no hash for those who do not wait; this is the one that the rest of the house has loaded anyway.
hashes.sha512 = (message) => Uint8Array.from(sha512(message));

/** 32 secret bytes from which an Ed25519 key pair follows. */
export type Seed = Uint8Array;

/**
 * Says whether `signature` (64 bytes) over `bytes` was made by `key` (32 bytes, raw). It never throws: a key or a
 * signature of the wrong shape is simply not good. The server may pass a faster one of the same behaviour.
 */
export type Verify = (key: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean;

function checkSeed(seed: Seed): void {
  if (seed.length !== 32) throw new NoteError("note/bad-key", "an Ed25519 seed has 32 bytes");
}

/** The 32-byte public key of a seed; a seed of another length is NoteError "note/bad-key". */
export function publicKey(seed: Seed): Uint8Array {
  checkSeed(seed);
  return getPublicKey(seed);
}

/**
 * True for 32 bytes that are the one canonical spelling of a point not of small order. Verifiers disagree about all
 * others, so whoever accepts a key from a stranger asks this first: then every verifier gives one answer.
 */
export function isPublicKey(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  try {
    const point = Point.fromBytes(key, false);
    return !point.isSmallOrder();
  } catch {
    return false;
  }
}

/** The 64-byte Ed25519 signature over the bytes (RFC 8032, deterministic). */
export function signBytes(seed: Seed, bytes: Uint8Array): Uint8Array {
  checkSeed(seed);
  return sign(bytes, seed);
}

/** The verifier used wherever none is given: pure code, strict about spelling, the same in browser and server. */
export const verifyBytes: Verify = (key, bytes, signature) => {
  if (key.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(signature, bytes, key, { zip215: false });
  } catch {
    return false;
  }
};
