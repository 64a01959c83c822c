import type { KeptCase } from "./kept-case.ts";

/** A case that holds all the words, and where. */
export interface Found {
  readonly kept: KeptCase;
  /** What stands around the first of the words, in three: before, the word, after. Null where it is in the label or the code. */
  readonly around: readonly [string, string, string] | null;
}

interface Plain {
  readonly head: string;
  readonly texts: readonly string[];
}

/** Wide and narrow forms, capitals and small letters are one. What this says of a text holds as long as the text does. */
const plain = (text: string): string => text.normalize("NFKC").toLowerCase();
const known = new WeakMap<KeptCase, Plain>();

function plainOf(kept: KeptCase): Plain {
  const before = known.get(kept);
  if (before !== undefined) return before;
  const made = { head: plain(`${kept.label}\n${kept.case}`), texts: kept.texts.map(plain) };
  known.set(kept, made);
  return made;
}

const SIDE = 28;

/**
 * The cases in which every one of these words stands, in whatever place: first those whose label or code holds them, then by the day of
 * the report, newest first. A word is any run of letters without a space, so Chinese is found by any part of a sentence.
 */
export function search(words: string, kept: readonly KeptCase[]): readonly Found[] {
  const asked = plain(words)
    .split(/\s+/u)
    .filter((word) => word !== "");
  if (asked.length === 0) return [];
  const found = kept.flatMap((one): readonly (Found & { readonly first: boolean })[] => {
    const { head, texts } = plainOf(one);
    const inHead = asked.every((word) => head.includes(word));
    const everywhere = asked.every((word) => head.includes(word) || texts.some((text) => text.includes(word)));
    return inHead || everywhere ? [{ kept: one, first: inHead, around: aroundIn(one, asked) }] : [];
  });
  const day = ({ kept: { day: on } }: Found): string => on ?? "";
  return found.toSorted((a, b) => Number(b.first) - Number(a.first) || (day(a) < day(b) ? 1 : -1));
}

function aroundIn(one: KeptCase, asked: readonly string[]): Found["around"] {
  const { texts } = plainOf(one);
  for (const word of asked) {
    const at = texts.findIndex((text) => text.includes(word));
    const low = texts[at];
    if (low === undefined) continue;
    const as = one.texts[at] ?? "";
    // A few letters become longer when they are made plain: then the plain text is shown.
    const shown = as.length === low.length ? as : low;
    const from = low.indexOf(word);
    const to = from + word.length;
    const before = shown.slice(Math.max(0, from - SIDE), from);
    const after = shown.slice(to, to + SIDE * 2);
    return [
      `${from > SIDE ? "…" : ""}${before}`,
      shown.slice(from, to),
      `${after}${to + SIDE * 2 < shown.length ? "…" : ""}`,
    ];
  }
  return null;
}
