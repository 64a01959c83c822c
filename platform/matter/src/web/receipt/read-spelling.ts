import { readReceipt, type Receipt } from "@niuniu/seal";

/** Reads a receipt in any spelling; the word list is fetched only when words were typed. Throws SealError. */
export async function readSpelling(
  text: string,
  loadWords: () => Promise<{ readonly readWords: (text: string) => Receipt }>,
): Promise<Receipt> {
  // Codes and digits come in short groups; only words come in runs of letters this many times over.
  const runs = text.match(/[a-z]{3,}/gi) ?? [];
  const typed = text.replaceAll(/[^0-9a-z]/gi, "");
  if (runs.length >= 6 && typed.length > 21) return (await loadWords()).readWords(text);
  return readReceipt(text);
}
