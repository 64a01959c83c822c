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

/** Hands a text to the person as a file, made in this page and sent nowhere. */
export function saveText(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
