import type { Day } from "@niuniu/owe";
import type { ActFields, EventFields } from "../../../entry.ts";

/** What of a matter that was opened here can be found again. */
export interface KeptMatter {
  readonly case: string;
  /** How many entries it had when it was read. */
  readonly entries: number;
  /** The day it began; null where it says none. */
  readonly day: Day | null;
  /** How the letter that began it begins. */
  readonly first: string;
  /** Everything in it that this member could read: what began it, messages of both sides, notes. */
  readonly texts: readonly string[];
  /** The member's own word for it, and when it was given (ms since epoch); nobody else reads it. */
  readonly label: string;
  readonly labelled: number;
  /** The newest entry that this member has looked at. */
  readonly seen: number;
  /** Notes that name this member, by the number of their entry, and who wrote them. */
  readonly mentions: readonly { readonly number: number; readonly by: string }[];
}

/** Nothing longer is kept of one matter: what comes after it is in the matter itself. */
const MOST = 20_000;
/** So wide is what a matter is called at the most; a Chinese character is as wide as two letters. */
const FIRST = 44;
const widthOf = (letter: string): number => (/[\u2e80-\uffef]/u.test(letter) ? 2 : 1);

/** The beginning of a text, cut where a word or a clause ends. */
export function firstWords(text: string): string {
  const line = text.trim().replaceAll(/\s+/gu, " ");
  let width = 0;
  const letters = Array.from(line);
  const over = letters.findIndex((letter) => (width += widthOf(letter)) > FIRST);
  if (over === -1) return line;
  const cut = letters.slice(0, over).join("");
  const end = Math.max(...[" ", "，", "。", "；", "、"].map((mark) => cut.lastIndexOf(mark)));
  return `${(end > cut.length / 2 ? cut.slice(0, end) : cut).replace(/[\s，。；、,.;:]+$/u, "")}…`;
}

/** A matter as a desk has just opened it, as far as it is kept here. */
export interface ReadHere {
  readonly header: { readonly case: string; readonly entries: readonly unknown[] };
  readonly entries: readonly {
    readonly entry: ActFields | EventFields;
    readonly letter: { readonly text: string; readonly mentions?: readonly string[] } | null;
  }[];
  /** What was told when it began, the first of it first. */
  readonly told: readonly string[];
}

/** What is kept of a matter as it was just opened; who began it is not, by name or contact. `me`: whose mentions count. */
export function keptOf(
  { told, entries, header }: ReadHere,
  me: string,
): Omit<KeptMatter, "label" | "labelled" | "seen"> {
  const said = entries.flatMap(({ letter }) => (letter === null ? [] : [letter.text]));
  const mentions = entries.flatMap(({ entry, letter }) =>
    letter?.mentions?.includes(me) === true && "by" in entry && entry.by !== me
      ? [{ number: entry.number, by: entry.by }]
      : [],
  );
  return {
    case: header.case,
    entries: header.entries.length,
    day: entries[0]?.entry.date ?? null,
    first: firstWords(told[0] ?? ""),
    texts: within([...told, ...said].filter((text) => text.trim() !== "")),
    mentions,
  };
}

function within(texts: readonly string[]): readonly string[] {
  let left = MOST;
  return texts.flatMap((text) => {
    const part = text.slice(0, left);
    left -= part.length;
    return part === "" ? [] : [part];
  });
}
