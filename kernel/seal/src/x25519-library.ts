import { x25519 } from "@noble/curves/ed25519.js";

/** The point that 32 secret bytes make of the point `u` (RFC 7748 §5), 32 bytes each. Rejects points of small order. */
export type Multiply = (secret: Uint8Array, u: Uint8Array) => Promise<Uint8Array>;

/** In JavaScript, for platforms that have no X25519 of their own. */
export const byLibrary: Multiply = (secret, u) => new Promise((resolve) => resolve(x25519.getSharedSecret(secret, u)));
