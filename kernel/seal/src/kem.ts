import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { sha3_256, shake256 } from "@noble/hashes/sha3.js";
import { randomBytes } from "@noble/hashes/utils.js";
import { concatBytes, toUtf8 } from "@niuniu/note";
import { multiply, publicOf } from "./x25519.ts";

/*
 * MLKEM768-X25519, the key encapsulation behind age's hybrid recipients (draft-ietf-hpke-pq; the same as X-Wing). A
 * secret holds as long as either the lattice or the curve does.
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

/** The key pair of a 32-byte seed: its SHAKE-256 gives 64 bytes for ML-KEM-768, then 32 for X25519. */
export async function pairOf(seed: Uint8Array): Promise<Pair> {
  const expanded = shake256(seed, { dkLen: 96 });
  const lattice = ml_kem768.keygen(expanded.subarray(0, 64));
  const curveSecret = expanded.subarray(64);
  const recipient = concatBytes(lattice.publicKey, await publicOf(curveSecret));
  return { latticeSecret: lattice.secretKey, curveSecret, recipient };
}

/**
 * A fresh secret (32 bytes), and the share (1,120 bytes, public) from which the holder of the recipient (1,216 bytes) gets
 * it. The lattice's half must have been checked (FIPS 203 §7.2). Rejects where the curve's half is a point of small order. Draws randomness from the platform.
 */
export async function encapsulate(recipient: Uint8Array): Promise<Record<"share" | "secret", Uint8Array>> {
  const curveKey = recipient.subarray(LATTICE_KEY);
  const lattice = ml_kem768.encapsulate(recipient.subarray(0, LATTICE_KEY));
  const curveSecret = randomBytes(32);
  const curveShare = await publicOf(curveSecret);
  const secret = combine(lattice.sharedSecret, await multiply(curveSecret, curveKey), curveShare, curveKey);
  return { share: concatBytes(lattice.cipherText, curveShare), secret };
}

/**
 * The secret in a share of 1,120 bytes. A share made for somebody else gives another secret, not an error: ML-KEM rejects
 * in silence. Rejects where the curve's half is a point of small order, which no honest writer sends.
 */
export async function decapsulate(share: Uint8Array, pair: Pair): Promise<Uint8Array> {
  const curveShare = share.subarray(LATTICE_SHARE);
  const lattice = ml_kem768.decapsulate(share.subarray(0, LATTICE_SHARE), pair.latticeSecret);
  const curve = await multiply(pair.curveSecret, curveShare);
  return combine(lattice, curve, curveShare, pair.recipient.subarray(LATTICE_KEY));
}

/** Both secrets, bound to the curve's share and key; the lattice's is bound by ML-KEM itself. */
function combine(...parts: readonly Uint8Array[]): Uint8Array {
  return sha3_256(concatBytes(...parts, toUtf8("\\.//^\\")));
}
