import type { KeptMatter } from "./kept-matter.ts";

/** A matter that holds all the words, and where. */
export interface Found {
  readonly kept: KeptMatter;
  /** What stands around the first of the words, in three: before, the word, after. Null where it is in the label or the code. */
  readonly around: readonly [string, string, string] | null;
}

interface Plain {
  readonly head: string;
  readonly texts: readonly string[];
}

/** Wide and narrow forms, capitals and small letters are one. What this says of a text holds as long as the text does. */
const plain = (text: string): string => text.normalize("NFKC").toLowerCase();
const known = new WeakMap<KeptMatter, Plain>();

function plainOf(kept: KeptMatter): Plain {
  const before = known.get(kept);
  if (before !== undefined) return before;
  const made = { head: plain(`${kept.label}\n${kept.case}`), texts: kept.texts.map(plain) };
  known.set(kept, made);
  return made;
}

const SIDE = 28;

/**
 * The matters in which every one of these words stands, in whatever place: first those whose label or code holds them, then by the day
 * they began, newest first; of those beyond `most` only how many there are in `total`. A word is any run of letters without a space, so
 * Chinese is found by any part of a sentence.
 */
export function search(
  words: string,
  kept: readonly KeptMatter[],
  most: number,
): { readonly found: readonly Found[]; readonly total: number } {
  const asked = plain(words)
    .split(/\s+/u)
    .filter((word) => word !== "");
  if (asked.length === 0) return { found: [], total: 0 };
  const all = kept.flatMap((one) => {
    const { head, texts } = plainOf(one);
    const inHead = asked.every((word) => head.includes(word));
    const everywhere =
      inHead || asked.every((word) => head.includes(word) || texts.some((text) => text.includes(word)));
    return everywhere ? [{ kept: one, inHead }] : [];
  });
  const day = (one: { readonly kept: KeptMatter }): string => one.kept.day ?? "";
  const sorted = all.toSorted((a, b) => Number(b.inHead) - Number(a.inHead) || (day(a) < day(b) ? 1 : -1));
  const found = sorted.slice(0, most).map((one) => ({ kept: one.kept, around: aroundIn(one.kept, asked) }));
  return { found, total: all.length };
}

function aroundIn(one: KeptMatter, asked: readonly string[]): Found["around"] {
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
