import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** The recovery phrase, shown once, to be written on paper. */
export function PhraseStep(props: { readonly phrase: readonly string[]; readonly onKept: () => void }): JSX.Element {
  return (
    <main class="moved">
      <h1>{t("people.phrase.title")}</h1>
      <p class="lead">{t("people.phrase.lead")}</p>
      <ol class="card phrase" lang="en" aria-label={t("people.phrase.label")}>
        {props.phrase.map((word, at) => (
          <li key={at}>
            <span class="soft small" aria-hidden="true">
              {at + 1}
            </span>{" "}
            <b class="code">{word}</b>
          </li>
        ))}
      </ol>
      <p class="soft">{t("people.phrase.why")}</p>
      <Button onClick={() => print()}>{t("people.print")}</Button>
      <Button kind="main" onClick={props.onKept}>
        {t("people.phrase.kept")}
      </Button>
    </main>
  );
}
