import { concatBytes } from "@niuniu/note";
import type { Multiply } from "./x25519-library.ts";

// Browser and Node both have this; the language alone (lib es2024) does not name it.
declare const crypto: {
  readonly subtle: {
    importKey(format: string, bytes: Uint8Array, name: "X25519", extractable: false, uses: string[]): Promise<object>;
    deriveBits(how: { name: "X25519"; public: object }, key: object, bits: 256): Promise<ArrayBuffer>;
  };
};

/** The point that all others are made of, and what stands before a secret in PKCS #8 (RFC 8410 §7). */
const BASE = Uint8Array.of(9, ...new Uint8Array(31));
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);

/** By the platform: Chrome 133, Firefox 130, Safari 17, Node 20, and in a page only where its address is a secure one. */
const byPlatform: Multiply = async (secret, u) => {
  const { subtle } = crypto;
  const own = await subtle.importKey("pkcs8", concatBytes(PKCS8, secret), "X25519", false, ["deriveBits"]);
  const other = await subtle.importKey("raw", u, "X25519", false, []);
  return new Uint8Array(await subtle.deriveBits({ name: "X25519", public: other }, own, 256));
};

const library = async (): Promise<Multiply> => (await import("./x25519-library.ts")).byLibrary;
let works: Promise<boolean> | undefined;

/** {@link Multiply} by the platform; where doing it once shows that it cannot, by the library, which is then fetched. */
export const multiply: Multiply = async (secret, u) => {
  works ??= byPlatform(BASE, BASE).then(Boolean, () => false);
  return ((await works) ? byPlatform : await library())(secret, u);
};

/** The public key (32 bytes) of 32 secret bytes. */
export const publicOf = (secret: Uint8Array): Promise<Uint8Array> => multiply(secret, BASE);
