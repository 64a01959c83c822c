import { createPrivateKey, sign as signBytes, verify as verifySignature, webcrypto } from "node:crypto";
import { isStrictlySpelled, publicKey, type Signer, type Verify } from "@niuniu/note";

const { subtle } = webcrypto;

/** RFC 8410 SubjectPublicKeyInfo of an Ed25519 key, up to the 32 key bytes. */
const SPKI = Buffer.from("302a300506032b6570032100", "hex");

/** RFC 8410 OneAsymmetricKey of an Ed25519 seed, up to the 32 seed bytes. */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * Ed25519 verification (RFC 8032) by the platform, many times faster than in JavaScript; the server's `Verify`.
 * Malformed keys and signatures are simply not good: false, never an error.
 */
export const verify: Verify = (key, bytes, signature) => {
  if (!isStrictlySpelled(key, signature)) return false;
  try {
    // Given as bytes and not as a key object: each reporter's key is used once, and an object costs as much as a quarter of the check.
    return verifySignature(null, bytes, { key: Buffer.concat([SPKI, key]), format: "der", type: "spki" }, signature);
  } catch {
    return false;
  }
};

async function verifyAside(...[key, bytes, signature]: Parameters<Verify>): Promise<boolean> {
  if (!isStrictlySpelled(key, signature)) return false;
  try {
    const found = await subtle.importKey("raw", new Uint8Array(key), "Ed25519", false, ["verify"]);
    return await subtle.verify("Ed25519", found, new Uint8Array(signature), new Uint8Array(bytes));
  } catch {
    return false;
  }
}

/**
 * What `read` makes of a signed text, or throws, with its signatures checked on other threads: to the one that everybody
 * waits for a sixth of what {@link verify} takes is left. `read` has to be pure.
 */
export async function readAside<T>(read: (verify: Verify) => T): Promise<T> {
  const asked: Parameters<Verify>[] = [];
  try {
    // Taken for good until all have been looked at; nothing made of them leaves this function before.
    const made = read((...signed) => asked.push(signed) > 0);
    const good = await Promise.all(asked.map((signed) => verifyAside(...signed)));
    if (good.every(Boolean)) return made;
  } catch {
    // Read once more below, which says what is wrong with it.
  }
  return read(verify);
}

/** Signs (RFC 8032) with the key of this seed by the platform, many times faster than in JavaScript: the same bytes. */
export function signerOf(name: string, seed: Uint8Array): Signer & { readonly key: Uint8Array } {
  const secret = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: "der", type: "pkcs8" });
  return { name, key: publicKey(seed), sign: (bytes) => signBytes(null, bytes, secret) };
}
