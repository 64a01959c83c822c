import { sha256, toHex, toUtf8 } from "@niuniu/note";
import type { Shelf } from "../draft.ts";

/** What is being written in a case and was not sent yet: into the page, and into the question that an objection asks. */
export interface Words {
  readonly said: string;
  readonly objected: string;
}

export const NO_WORDS: Words = { said: "", objected: "" };

/** Keeps what is being written until it is sent or cleared. */
export interface KeptWords {
  /** Nothing where nothing was kept for this receipt, or it is damaged. */
  readonly read: () => Words;
  /** At once; nothing is left behind where there are no words. */
  readonly keep: (words: Words) => void;
}

/**
 * The words written with one receipt (spelt as a code), kept in this tab like the draft of a report. They lie under a hash of the
 * receipt, from which nobody without it can tell the case, and come back only with the receipt itself; leaving quickly empties the tab.
 */
export function keptWords(tab: Shelf, code: string): KeptWords {
  const key = `niuniu.said.${toHex(sha256(toUtf8(`niuniu said v1\n${code}`))).slice(0, 16)}`;
  return {
    read: () => {
      const kept = tab.getItem(key);
      if (kept === null) return NO_WORDS;
      try {
        const { said, objected } = JSON.parse(kept) as Record<keyof Words, unknown>;
        return typeof said === "string" && typeof objected === "string" ? { said, objected } : NO_WORDS;
      } catch {
        return NO_WORDS;
      }
    },
    keep: (words) => {
      if (words.said + words.objected === "") tab.removeItem(key);
      else tab.setItem(key, JSON.stringify(words));
    },
  };
}

/** What of the words now in the box was not sent: whoever went on writing meanwhile loses nothing. */
export function unsentOf(now: string, sent: string): string {
  return now.startsWith(sent) ? now.slice(sent.length).trimStart() : now;
}
