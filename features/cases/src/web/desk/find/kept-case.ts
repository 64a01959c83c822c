import type { Day } from "@niuniu/owe";
import type { OpenedCase } from "../open-case.ts";

/** What of a case that was opened here can be found again. */
export interface KeptCase {
  readonly case: string;
  /** How many entries it had when it was read. */
  readonly entries: number;
  /** The day its report came in; null where it says none. */
  readonly day: Day | null;
  /** How the report begins. */
  readonly first: string;
  /** Everything in it that this member could read: the report, messages of both sides, notes. */
  readonly texts: readonly string[];
  /** The member's own word for it, and when it was given (ms since epoch); nobody else reads it. */
  readonly label: string;
  readonly labelled: number;
  /** The newest entry that this member has looked at. */
  readonly seen: number;
  /** Notes that name this member, by the number of their entry, and who wrote them. */
  readonly mentions: readonly { readonly number: number; readonly by: string }[];
}

/** Nothing longer is kept of one case: what comes after it is in the case itself. */
const MOST = 20_000;
/** So wide is what a case is called at the most; a Chinese character is as wide as two letters. */
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

/** What is kept of a case as it was just opened; who reported it is not, by name or contact. `me`: whose mentions count. */
export function keptOf(opened: OpenedCase, me: string): Omit<KeptCase, "label" | "labelled" | "seen"> {
  const { report, sealedText, entries, header } = opened;
  const told = report === null ? [sealedText ?? ""] : [report.what, report.when, report.where, report.who];
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
