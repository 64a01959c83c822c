import { spellCode, type Receipt } from "@niuniu/seal";

/** Whether the first five characters of a receipt were typed; null while there are fewer. O is 0, I and L are 1. */
export function isFirstFive(typed: string, receipt: Receipt): boolean | null {
  const plain = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  if (plain.length < 5) return null;
  return spellCode(receipt)
    .replaceAll(/[^0-9A-Z]/g, "")
    .startsWith(plain);
}
