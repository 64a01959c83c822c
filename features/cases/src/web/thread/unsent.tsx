import { Button, Notice, t } from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import type { First } from "./first.ts";

/**
 * An objection that was begun and not sent: behind its button nobody would see that it is kept. Where nothing can be objected to any more
 * the words are there to be copied.
 */
export function Unsent(props: {
  readonly text: string;
  readonly first: First;
  /** What is being objected to just now; then its words stand in the question. */
  readonly objection: unknown;
  readonly onAct: (about: number, kind: "unanswered" | "contest") => void;
}): JSX.Element | null {
  const { number, objection: kind } = props.first;
  if (props.objection !== null || !hasWords(props.text)) return null;
  return (
    <Notice tone="owed">
      <p>{t("cases.thread.begun")}</p>
      <p class="said">{props.text}</p>
      {number !== null && kind !== null && (
        <Button onClick={() => props.onAct(number, kind)}>{t("cases.thread.begun-go")}</Button>
      )}
    </Notice>
  );
}
