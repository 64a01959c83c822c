/** Letters and digits alone, as they are compared: O is 0, I and L are 1. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");

/** Whether at least the first five characters of one of a receipt's spellings were typed; null while there are fewer. */
export function isBeginning(typed: string, spellings: readonly string[]): boolean | null {
  const begun = plain(typed);
  return begun.length < 5 ? null : spellings.some((spelling) => plain(spelling).startsWith(begun));
}
