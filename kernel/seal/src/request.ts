import { signBytes, toBase64, toHex, toUtf8, verifyBytes } from "@niuniu/note";
import type { Verify } from "@niuniu/note";
import { SealError } from "./error.ts";
import type { Random } from "./receipt.ts";

/** What a request signature covers. `path` includes the query; `bodyHash` is the 32-byte SHA-256 of the body, empty or not. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  readonly nonce: string;
  readonly bodyHash: Uint8Array;
}

const NONCE = /^(0|[1-9]\d{0,11})\.[A-Za-z0-9_-]{22}$/;

/** A fresh nonce, "{seconds}.{22 base64url characters}", from the time in whole seconds since 1970 and 16 random bytes. */
export function newNonce(seconds: number, random: Random): string {
  const noise = toBase64(random(16)).slice(0, 22).replaceAll("+", "-").replaceAll("/", "_");
  return `${Math.floor(seconds)}.${noise}`;
}

/** When a nonce says it was made, in seconds since 1970; null when it is not spelt as a nonce. Trusts nobody: it is a claim. */
export function nonceSeconds(nonce: string): number | null {
  const seconds = NONCE.exec(nonce)?.[1];
  return seconds === undefined ? null : Number(seconds);
}

/** Signs one request with the receipt's auth seed, 64 bytes (seal.md §9). Throws "seal/bad-request" for a part that cannot be signed. */
export function requestSignature(authSeed: Uint8Array, request: SignedRequest): Uint8Array {
  const bytes = signedBytes(request);
  if (bytes === null) throw new SealError("seal/bad-request", "this request cannot be signed as it stands");
  return signBytes(authSeed, bytes);
}

/** Whether this auth key signed exactly this request. Whether the nonce is fresh and unused is for the caller to know. */
export function verifyRequest(
  authKey: Uint8Array,
  request: SignedRequest,
  signature: Uint8Array,
  verify: Verify = verifyBytes,
): boolean {
  const bytes = signedBytes(request);
  return bytes !== null && verify(authKey, bytes, signature);
}

/** The signed text, or null where a part could pass for another: one line each, nothing but printable ASCII. */
function signedBytes({ method, path, nonce, bodyHash }: SignedRequest): Uint8Array | null {
  const sound = /^[A-Z]{1,10}$/.test(method) && /^\/[!-~]{0,2000}$/.test(path) && NONCE.test(nonce);
  if (!sound || bodyHash.length !== 32) return null;
  return toUtf8(`niuniu request v1\n${method}\n${path}\n${nonce}\n${toHex(bodyHash)}\n`);
}
