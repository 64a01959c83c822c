import { SHORTEST_PASSWORD } from "../../limits.ts";

/** How well a password holds, as a page says it in words. Only the first two are refused. */
export type Strength = "short" | "plain" | "fair" | "strong";

/**
 * Judges a password by what a guesser would try first: length, repetition, runs and single kinds of characters.
 * It promises no number of bits. The server refuses what is shorter than that and slows every guess down.
 */
export function strengthOf(password: string): Strength {
  const letters = Array.from(password.normalize("NFC"));
  if (letters.length < SHORTEST_PASSWORD) return "short";
  const distinct = new Set(letters.map((letter) => letter.toLowerCase())).size;
  if (distinct < 6 || runs(letters) * 2 > letters.length) return "plain";
  const words = password
    .trim()
    .split(/[\s-]+/u)
    .filter((word) => word.length > 2);
  if (letters.length >= 20 || new Set(words).size >= 4) return "strong";
  return kindsOf(password) >= 3 && letters.length >= 16 ? "strong" : "fair";
}

/** True for a password the page lets through. */
export const isGoodEnough = (strength: Strength): boolean => strength === "fair" || strength === "strong";

/** How many characters only repeat or continue the one before, as in "aaaa", "1234" or "dcba". */
function runs(letters: readonly string[]): number {
  let count = 0;
  for (const [at, letter] of letters.entries()) {
    const before = letters[at - 1]?.codePointAt(0);
    const here = letter.codePointAt(0);
    if (before !== undefined && here !== undefined && Math.abs(here - before) <= 1) count++;
  }
  return count;
}

function kindsOf(password: string): number {
  return [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u, /\p{Lo}/u].filter((kind) => kind.test(password)).length;
}
