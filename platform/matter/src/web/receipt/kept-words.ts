import { sha256, toHex, toUtf8 } from "@niuniu/note";
import type { Door } from "./door.ts";
import { openWords, sealWords } from "./sealed-words.ts";

/** The part of the web's Storage that kept words need. */
type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** What is being written in a matter and was not sent yet: into the page, and into the question that an objection asks. */
export interface Words {
  readonly said: string;
  readonly objected: string;
}

/** Words, and how many entries the page showed when they were written: only a later one can be these words sent. */
export interface Kept extends Words {
  readonly after: number;
}

export const NO_WORDS: Kept = { said: "", objected: "", after: 0 };

/** Keeps what is being written until it is sent or cleared. */
export interface KeptWords {
  /** Nothing where nothing was kept for this receipt, or it is damaged. */
  readonly read: () => Kept;
  /**
   * At once; nothing is left behind where there are no words. Answers whether they stay: those in which a receipt is found are
   * taken out again. Where that could not be looked for they stay.
   */
  readonly keep: (words: Kept) => Promise<boolean>;
}

/**
 * The words written with one receipt (spelt as a code), kept in this tab, sealed with the receipt. They lie under a hash of it, from
 * which nobody without it can tell the matter, and come back only with the receipt itself; leaving quickly empties the tab.
 */
export function keptWords(tab: Shelf, { code, holds }: Pick<Door<unknown, unknown>, "code" | "holds">): KeptWords {
  const key = `niuniu.said.${toHex(sha256(toUtf8(`niuniu said v1\n${code}`))).slice(0, 16)}`;
  let turn = 0;
  return {
    read: () => {
      const kept = tab.getItem(key);
      if (kept === null) return NO_WORDS;
      try {
        const { said, objected, after } = JSON.parse(openWords(code, kept) ?? "") as Record<keyof Kept, unknown>;
        if (typeof said !== "string" || typeof objected !== "string") return NO_WORDS;
        return { said, objected, after: typeof after === "number" ? after : 0 };
      } catch {
        return NO_WORDS;
      }
    },
    keep: async (words) => {
      turn += 1;
      const own = turn;
      if (words.said + words.objected === "") tab.removeItem(key);
      else tab.setItem(key, sealWords(code, JSON.stringify(words)));
      const found = await Promise.all([words.said, words.objected].map(holds)).catch((): boolean[] => []);
      if (!found.includes(true)) return true;
      // What was typed since then is looked at by itself.
      if (own === turn) tab.removeItem(key);
      return false;
    },
  };
}

/** What of `now` was not sent with `sent`, where it was added to while that was on its way; all of it where it was changed otherwise. */
const unsentOf = (now: string, sent: string): string =>
  now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;

/** The words that stay once `sent` was taken. What was added to an objection meanwhile is left in the page: its question closes. */
export function afterSending<W extends Words>(words: W, where: keyof Words, sent: string): W {
  if (where === "said") return { ...words, said: unsentOf(words.said, sent) };
  const rest = unsentOf(words.objected, sent);
  return { ...words, said: [words.said, rest].filter((part) => part !== "").join("\n\n"), objected: "" };
}
