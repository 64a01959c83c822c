import { SealError } from "./error.ts";
import { CROCKFORD, isReceipt, type Receipt } from "./receipt.ts";

/**
 * Reads the code or the digits of a receipt as a person types them: any case, any grouping, full-width characters,
 * O for 0 and I or L for 1. The words have their own door (`@niuniu/seal/words`).
 * Throws "seal/not-a-receipt" when it has neither shape, "seal/mistyped-receipt" when the shape is right and the check is not.
 */
export function readReceipt(text: string): Receipt {
  const typed = plainly(text).toUpperCase();
  if (/^\d{30}$/.test(typed)) return checked(BigInt(typed));
  const code = typed.replaceAll("O", "0").replaceAll(/[IL]/g, "1");
  if (!/^[0-9A-HJKMNP-TV-Z]{21}$/.test(code)) {
    throw new SealError("seal/not-a-receipt", "a receipt has 21 letters and digits, or 30 digits, or 8 words");
  }
  const receipt = checked(Array.from(code.slice(0, 20), digit).reduce((sum, value) => sum * 32n + value, 0n));
  if (receipt % 37n !== digit(code.charAt(20))) throw mistyped();
  return receipt;
}

/** What a person typed without spaces, dashes, dots and invisible characters, full-width forms made plain; "" when absurdly long. */
function plainly(text: string): string {
  return text.length > 500 ? "" : text.normalize("NFKC").replaceAll(/[\s\p{P}\p{Cf}]/gu, "");
}

function checked(value: bigint): Receipt {
  if (!isReceipt(value)) throw mistyped();
  return value;
}

const mistyped = (): SealError =>
  new SealError("seal/mistyped-receipt", "one character of this receipt is not as it was given out");

const digit = (character: string): bigint => BigInt(CROCKFORD.indexOf(character));
