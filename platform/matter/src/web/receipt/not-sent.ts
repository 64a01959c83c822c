import { NO_WORDS, type Kept, type Words } from "./kept-words.ts";

/** Into what the words of an act are written, by its kind: those of all acts of a reporter that may have words. */
export type Written = Readonly<Record<string, keyof Words>>;

/** What of an opened thread shows what arrived. */
export interface Arrived {
  readonly entries: readonly { readonly entry: { readonly kind: string; readonly number: number } }[];
  readonly contents: ReadonlyMap<
    number,
    { readonly kind: string } | { readonly kind: "message"; readonly letter: { readonly text: string } }
  >;
}

/** The kept words without those that stand in the thread: they arrived, and only the answer to them was lost. */
export function notSent(kept: Kept, { entries, contents }: Arrived, written: Written): Kept {
  const arrived = entries.flatMap(({ entry: { kind, number } }) => {
    const content = contents.get(number);
    const where = written[kind];
    return number > kept.after && where !== undefined && content?.kind === "message" && "letter" in content
      ? [{ where, text: content.letter.text }]
      : [];
  });
  return arrived.reduce(
    (left, { where, text }) => (left[where] === text ? { ...left, [where]: NO_WORDS[where] } : left),
    kept,
  );
}
