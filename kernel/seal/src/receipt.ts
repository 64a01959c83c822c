import { concatBytes, sha256, toUtf8 } from "@niuniu/note";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha256 as sha2 } from "@noble/hashes/sha2.js";

/** Random bytes of the length asked for, from a source fit for keys. The caller brings it, so that tests can repeat it. */
export type Random = (length: number) => Uint8Array;

/** The reporter's one secret: a whole number below 10^30 whose remainder by 37 is below 32 (seal.md §1). */
export type Receipt = bigint & { readonly receipt: unique symbol };

/** Everything a receipt stands for. `lookup` is 16 bytes, the others 32; the seeds never leave the reporter's browser. */
export interface ReceiptKeys {
  readonly lookup: Uint8Array;
  readonly authSeed: Uint8Array;
  readonly replySeed: Uint8Array;
  readonly firstSalt: Uint8Array;
}

const BELOW = 10n ** 30n;
/** The digits of base 32 after Crockford, in order. */
export const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Draws a new receipt, each of the possible ones equally likely (99.4 bits). */
export function newReceipt(random: Random): Receipt {
  // Two of three draws fit, so a sound source never comes near the end of this loop.
  for (let draw = 0; draw < 1000; draw++) {
    const value = toNumber(random(13)) >> 4n;
    if (isReceipt(value)) return value;
  }
  throw new Error("the source of randomness repeats itself");
}

/** Whether a number is one a receipt can have. The rest of the division by 37 is what catches a slip of the hand. */
export function isReceipt(value: bigint): value is Receipt {
  return value >= 0n && value < BELOW && value % 37n < 32n;
}

/** The receipt as four groups of five Crockford characters and a check character: "7QK4M 3VXDP 0ZR8T HN2WC·6". */
export function spellCode(receipt: Receipt): string {
  return `${grouped(crockford(receipt, 20))}·${symbol(receipt % 37n)}`;
}

/** The receipt as six groups of five digits, for a telephone's keypad. */
export function spellDigits(receipt: Receipt): string {
  return grouped(receipt.toString().padStart(30, "0"));
}

/** Derives all keys of a receipt with HKDF-SHA-256; at 99 bits no slow derivation is needed (seal.md §2). */
export function receiptKeys(receipt: Receipt): ReceiptKeys {
  const secret = toBytes(receipt, 13);
  const derive = (use: string, length: number): Uint8Array =>
    hkdf(sha2, secret, undefined, toUtf8(`niuniu receipt v1 ${use}`), length);
  return {
    lookup: derive("lookup", 16),
    authSeed: derive("auth", 32),
    replySeed: derive("reply", 32),
    firstSalt: derive("salt", 32),
  };
}

/** The name of a case: 16 Crockford characters that only this public auth key (32 bytes) can have (seal.md §2). */
export function caseName(authKey: Uint8Array): string {
  const hash = sha256(concatBytes(toUtf8("niuniu case v1\n"), authKey));
  return crockford(toNumber(hash.subarray(0, 10)), 16);
}

function grouped(text: string): string {
  return text.replaceAll(/.{5}(?=.)/g, "$& ");
}

function crockford(value: bigint, length: number): string {
  return Array.from({ length }, (_, at) => symbol((value >> BigInt(5 * (length - 1 - at))) & 31n)).join("");
}

function symbol(value: bigint): string {
  return CROCKFORD.charAt(Number(value));
}

/** The whole number that bytes spell, the first byte weighing most. */
export function toNumber(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function toBytes(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, at) => Number((value >> BigInt(8 * (length - 1 - at))) & 255n));
}
