import { NO_WORDS, type Kept, type Words } from "./kept-words.ts";
import type { OpenThread } from "./receipt-door.ts";

const WHERE: Readonly<Record<string, keyof Words>> = { say: "said", unanswered: "objected", contest: "objected" };

/** The kept words without those that stand in the thread: they arrived, and only the answer to them was lost. */
export function notSent(kept: Kept, { entries, contents }: Pick<OpenThread, "entries" | "contents">): Kept {
  const arrived = entries.flatMap(({ entry: { kind, number } }) => {
    const content = contents.get(number);
    const where = WHERE[kind];
    return number > kept.after && where !== undefined && content?.kind === "message"
      ? [{ where, text: content.letter.text }]
      : [];
  });
  return arrived.reduce(
    (left, { where, text }) => (left[where] === text ? { ...left, [where]: NO_WORDS[where] } : left),
    kept,
  );
}
