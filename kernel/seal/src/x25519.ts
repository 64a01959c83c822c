import { concatBytes } from "@niuniu/note";

/** What browsers and Node call by this name; the parts of it that are needed here. */
declare const crypto: {
  readonly subtle: {
    importKey(format: string, bytes: Uint8Array, name: "X25519", extractable: false, uses: string[]): Promise<object>;
    deriveBits(how: { name: "X25519"; public: object }, key: object, bits: 256): Promise<ArrayBuffer>;
  };
};

/**
 * X25519 (RFC 7748 §5): the point that 32 secret bytes make of the point `u`, 32 bytes each. Rejects where the result would
 * be zero, that is for points of small order.
 */
export type Multiply = (secret: Uint8Array, u: Uint8Array) => Promise<Uint8Array>;

/** What stands before the 32 bytes of a secret in PKCS #8 (RFC 8410 §7). */
const PKCS8 = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20);

/** By the platform: Chrome 133, Firefox 130, Safari 17, Node 20, and pages over HTTPS only. */
const byPlatform: Multiply = async (secret, u) => {
  const { subtle } = crypto;
  const own = await subtle.importKey("pkcs8", concatBytes(PKCS8, secret), "X25519", false, ["deriveBits"]);
  const other = await subtle.importKey("raw", u, "X25519", false, []);
  return new Uint8Array(await subtle.deriveBits({ name: "X25519", public: other }, own, 256));
};

/** The point that all others are made of. */
const BASE = Uint8Array.of(9, ...new Uint8Array(31));

let engine: Promise<Multiply> | undefined;

/** Whether the platform can do it shows by doing it once; where it cannot, the library is fetched. */
async function choose(): Promise<Multiply> {
  try {
    await byPlatform(BASE, BASE);
    return byPlatform;
  } catch {
    return (await import("./x25519-library.ts")).byLibrary;
  }
}

/** {@link Multiply} by whatever this platform has. */
export const multiply: Multiply = async (secret, u) => (await (engine ??= choose()))(secret, u);

/** The public key (32 bytes) of 32 secret bytes. */
export const publicOf = (secret: Uint8Array): Promise<Uint8Array> => multiply(secret, BASE);
