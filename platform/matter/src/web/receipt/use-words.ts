import { keeps, tab, useLeaveQuestion } from "@niuniu/ui";
import { useLayoutEffect, useState } from "preact/hooks";
import type { Door } from "./door.ts";
import { afterSending, keptWords, type Words } from "./kept-words.ts";
import { notSent, type Arrived, type Written } from "./not-sent.ts";

/** `kept` in this tab; `kept-nowhere`: the browser forbids it; `kept-not`: a receipt was found in it. */
export type Keeping = "kept" | "kept-nowhere" | "kept-not";

/** What is being written, and how to change it. It belongs to the page: no question that closes takes it along. */
export interface Writing {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** This much of it was taken; what was typed since then stays. */
  readonly onSent: (text: string) => void;
}

/** What is being written in a matter, kept in this tab before it is shown: a page that is thrown away in the next frame comes back with it. */
export function useWords(
  door: Pick<Door<unknown, unknown>, "code" | "holds">,
  thread: Arrived,
  written: Written,
): { readonly of: (where: keyof Words) => Writing; readonly keeping: Keeping } {
  const [kept] = useState(() => keptWords(tab, door));
  const [words, setWords] = useState(() => notSent(kept.read(), thread, written));
  const [stays, setStays] = useState(true);
  const [keeping] = useState(() => keeps(tab));
  useLayoutEffect(() => void kept.keep(words).then(setStays), [kept, words]);
  useLeaveQuestion((words.said + words.objected).trim() !== "");
  const after = thread.entries.at(-1)?.entry.number ?? 0;
  return {
    of: (where) => ({
      text: words[where],
      onText: (text) => setWords((before) => ({ ...before, [where]: text, after })),
      onSent: (text) => setWords((before) => afterSending(before, where, text)),
    }),
    keeping: !keeping ? "kept-nowhere" : stays ? "kept" : "kept-not",
  };
}
