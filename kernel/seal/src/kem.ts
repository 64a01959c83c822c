import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { x25519 } from "@noble/curves/ed25519.js";
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { concatBytes, toUtf8 } from "@niuniu/note";

/*
 * MLKEM768-X25519, the key encapsulation behind age's hybrid recipients (draft-ietf-hpke-pq; the same as X-Wing). A
 * secret holds as long as either the lattice or the curve does. These three functions are all that a faster engine of
 * the platform would have to replace.
 */

/** Where the lattice's part of a recipient ends and the curve's 32 bytes begin. */
const LATTICE_KEY = 1184;
/** The same for what is encapsulated. */
const LATTICE_SHARE = 1088;

/** What a 32-byte seed stands for. All of it but the recipient is secret. */
export interface Pair {
  readonly latticeSecret: Uint8Array;
  readonly curveSecret: Uint8Array;
  readonly recipient: Uint8Array;
}

/** What one side sends (1,120 bytes, public) and both sides then hold (32 bytes, secret). */
export interface Encapsulated {
  readonly share: Uint8Array;
  readonly secret: Uint8Array;
}

/** The key pair of a 32-byte seed: its SHAKE-256 gives 64 bytes for ML-KEM-768, then 32 for X25519. */
export function pairOf(seed: Uint8Array): Pair {
  const expanded = shake256(seed, { dkLen: 96 });
  const lattice = ml_kem768.keygen(expanded.subarray(0, 64));
  const curveSecret = expanded.subarray(64);
  const recipient = concatBytes(lattice.publicKey, x25519.getPublicKey(curveSecret));
  return { latticeSecret: lattice.secretKey, curveSecret, recipient };
}

/**
 * A fresh secret and how the holder of the recipient (1,216 bytes) gets it. The lattice's half must have been checked
 * (FIPS 203 §7.2). Throws where the curve's half is a point of small order. Draws randomness from the platform.
 */
export function encapsulate(recipient: Uint8Array): Encapsulated {
  const curveKey = recipient.subarray(LATTICE_KEY);
  const lattice = ml_kem768.encapsulate(recipient.subarray(0, LATTICE_KEY));
  const { secretKey, publicKey } = x25519.keygen();
  const secret = combine(lattice.sharedSecret, x25519.getSharedSecret(secretKey, curveKey), publicKey, curveKey);
  return { share: concatBytes(lattice.cipherText, publicKey), secret };
}

/**
 * The secret in a share of 1,120 bytes. A share made for somebody else gives another secret, not an error: ML-KEM rejects
 * in silence. Throws where the curve's half is a point of small order, which no honest writer sends.
 */
export function decapsulate(share: Uint8Array, { latticeSecret, curveSecret, recipient }: Pair): Uint8Array {
  const curveShare = share.subarray(LATTICE_SHARE);
  const lattice = ml_kem768.decapsulate(share.subarray(0, LATTICE_SHARE), latticeSecret);
  const curve = x25519.getSharedSecret(curveSecret, curveShare);
  return combine(lattice, curve, curveShare, recipient.subarray(LATTICE_KEY));
}

/** Both secrets, bound to the curve's share and key; the lattice's is bound by ML-KEM itself. */
function combine(...parts: readonly Uint8Array[]): Uint8Array {
  return sha3_256(concatBytes(...parts, toUtf8("\\.//^\\")));
}
