import { createPublicKey, verify as verifyByPlatform, type KeyObject } from "node:crypto";
import { isPublicKey, toHex, type Verify } from "@niuniu/note";

/** The keys seen so far, by their bytes; null for one that no good signature can stand under. */
const keys = new Map<string, KeyObject | null>();

function keyOf(key: Uint8Array): KeyObject | null {
  // The platform alone would accept keys under which one signature fits every text.
  if (!isPublicKey(key)) return null;
  const x = Buffer.from(key).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

/** Ed25519 verification (RFC 8032) by the platform, many times faster than in JavaScript, over the same bytes. */
export const verifySignature: Verify = (key, bytes, signature) => {
  const name = toHex(key);
  let known = keys.get(name);
  if (known === undefined) keys.set(name, (known = keyOf(key)));
  return known !== null && signature.length === 64 && verifyByPlatform(null, bytes, known, signature);
};
