import { x25519 } from "@noble/curves/ed25519.js";
import type { Multiply } from "./x25519.ts";

/** The same in JavaScript, for platforms that have no X25519 of their own. */
// eslint-disable-next-line @typescript-eslint/require-await -- as the platform's own, which has to be waited for
export const byLibrary: Multiply = async (secret, u) => x25519.getSharedSecret(secret, u);
