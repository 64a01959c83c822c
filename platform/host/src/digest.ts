import { hash } from "node:crypto";

/** SHA-256 by the platform, lower-case hexadecimal: many times faster than in JavaScript, over the same bytes. */
export const sha256Hex = (bytes: Uint8Array): string => hash("sha256", bytes, "hex");

/** SHA-256 by the platform, 32 bytes: what the record's trees are hashed with here. */
export const sha256 = (bytes: Uint8Array): Uint8Array => hash("sha256", bytes, "buffer");
