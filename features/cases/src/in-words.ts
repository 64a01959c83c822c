import { hasWords, Refused } from "@niuniu/wire";

/** The text, where it has words. Refused "cases/no-words": silence is not sealed, signed and counted as something said. */
export function inWords(text: string): string {
  if (!hasWords(text)) throw new Refused("cases/no-words");
  return text;
}
