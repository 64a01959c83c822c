import { getPublicKey, hashes, Point, sign } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes, toHex } from "./bytes.ts";
import { NoteError } from "./note-error.ts";

// The library brings no hash for those who do not wait; this is the one that the rest of the house has loaded anyway.
hashes.sha512 = (message) => Uint8Array.from(sha512(message));

/** 32 secret bytes from which an Ed25519 key pair follows. */
export type Seed = Uint8Array;

/**
 * Says whether `signature` (64 bytes) over `bytes` was made by `key` (32 bytes, raw). It never throws: a key or a
 * signature of the wrong shape is simply not good. The server may pass a faster one of the same behaviour: spec/note.md
 * §2 says which of the equations in use is meant, and spec/vectors/ed25519.json where they differ.
 */
export type Verify = (key: Uint8Array, bytes: Uint8Array, signature: Uint8Array) => boolean;

/** The prime of the field, and the order of the group. */
const { p: P, n: L } = Point.CURVE();
/** y of the eight points of small order: 0, 1, −1, and the two of order 8. */
const ORDER_8 = 0x5fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL_ORDER: readonly bigint[] = [0n, 1n, P - 1n, ORDER_8, P - ORDER_8];

/** The number in bytes, the lightest first; their count is a multiple of eight. */
function littleEndian(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let number = 0n;
  for (let at = bytes.length - 8; at >= 0; at -= 8) number = (number << 64n) | view.getBigUint64(at, true);
  return number;
}

/** Whether 32 bytes hold a y below the prime, of no point of small order; the highest bit is the sign of x. */
function isStrict(point: Uint8Array): boolean {
  const y = littleEndian(point) & (2n ** 255n - 1n);
  return y < P && !SMALL_ORDER.includes(y);
}

/**
 * Whether a key and a signature are spelled in the one way there is: y of key and R below the prime, S below the order,
 * neither key nor R of small order. Every `Verify` asks this first, since platforms differ in it. It only looks at bytes.
 */
export function isStrictlySpelled(key: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  return isStrict(key) && isStrict(signature.subarray(0, 32)) && littleEndian(signature.subarray(32)) < L;
}

function checkSeed(seed: Seed): void {
  if (seed.length !== 32) throw new NoteError("note/bad-key", "an Ed25519 seed has 32 bytes");
}

/** The 32-byte public key of a seed; a seed of another length is NoteError "note/bad-key". */
export function publicKey(seed: Seed): Uint8Array {
  checkSeed(seed);
  return getPublicKey(seed);
}

/** What was found of keys before: the same few stand in every statement, and to look costs a third of a signature. */
const looked = new Map<string, boolean>();
const MOST_LOOKED = 1024;

function isSound(key: Uint8Array): boolean {
  try {
    const point = Point.fromBytes(key, false);
    // Of the points of small order the neutral one alone is of no part of it.
    return !point.is0() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/**
 * True for 32 bytes that are the one canonical spelling of a point of the large prime order, as every key that was made
 * from a seed is. With all others the equations in use give different answers, so whoever accepts from a stranger a key
 * that is to stand in public asks this first.
 */
export function isPublicKey(key: Uint8Array): boolean {
  const name = toHex(key);
  if (looked.size > MOST_LOOKED) looked.clear();
  const sound = looked.get(name) ?? isSound(key);
  looked.set(name, sound);
  return sound;
}

/** The 64-byte Ed25519 signature over the bytes (RFC 8032, deterministic). */
export function signBytes(seed: Seed, bytes: Uint8Array): Uint8Array {
  checkSeed(seed);
  return sign(bytes, seed);
}

/**
 * The verifier used wherever none is given: pure code, the same in browser and server. It makes R anew and compares bytes,
 * as OpenSSL and Go do. The library's own check multiplies by the cofactor, and takes signatures that those refuse.
 */
export const verifyBytes: Verify = (key, bytes, signature) => {
  if (!isStrictlySpelled(key, signature)) return false;
  try {
    const [r, s] = [signature.subarray(0, 32), littleEndian(signature.subarray(32))];
    const challenge = littleEndian(sha512(concatBytes(r, key, bytes))) % L;
    const made = Point.BASE.multiply(s, false).subtract(Point.fromBytes(key, false).multiply(challenge, false));
    return made.toBytes().every((byte, at) => byte === r[at]);
  } catch {
    return false;
  }
};
