import { wordsOf } from "@niuniu/trust";
import { sentenceOf, t, Words } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { loadWords } from "../load-words.ts";

/** The eight words of statement 1, fetched only when somebody wants to compare them, or at once where they must. */
export function StatementWords(props: { readonly first: string; readonly open: boolean }): JSX.Element {
  const [words, setWords] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const show = (): void => {
    loadWords().then(
      (list) => setWords(wordsOf(list, props.first)),
      (reason: unknown) => setError(reason),
    );
  };
  return (
    <details class="more" open={props.open} onToggle={(event) => event.currentTarget.open && show()}>
      <summary>{t("cases.check.compare")}</summary>
      {words === null && error !== null ? <p>{sentenceOf(error)}</p> : <Words words={words ?? t("ui.loading")} />}
      <p class="hint">{t("cases.check.compare-more")}</p>
    </details>
  );
}
