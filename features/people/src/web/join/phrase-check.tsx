import { Button, Field, Form, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Trouble } from "../trouble.tsx";
import { isWord } from "./key-making.ts";

const ASKED = [3, 6] as const;

/** Two of the eight words, typed from the paper: a phrase nobody wrote down is a key lost at the next reload. */
export function PhraseCheck(props: {
  readonly phrase: readonly string[];
  readonly onBack: () => void;
  readonly onRight: () => Promise<void>;
}): JSX.Element {
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  const [tried, setTried] = useState(false);
  const act = useAct();
  const right = (number: number): boolean => isWord(typed[number] ?? "", props.phrase[number - 1]);
  const submit = (): void => {
    setTried(true);
    if (ASKED.every(right)) void act.run(props.onRight);
  };
  return (
    <main class="moved">
      <h1>{t("people.phrase-check.title")}</h1>
      <p class="lead">{t("people.phrase-check.lead")}</p>
      <Form onSubmit={submit}>
        {ASKED.map((number) => (
          <Field
            key={number}
            label={t("people.phrase-check.word", { number })}
            value={typed[number] ?? ""}
            code
            onInput={(word) => setTyped((before) => ({ ...before, [number]: word }))}
            error={tried && !right(number) ? t("people.phrase-check.wrong", { number }) : null}
          />
        ))}
        <Trouble error={act.error} />
        <Button kind="main" type="submit" busy={act.busy ? t("people.phrase-check.sealing") : null}>
          {t("people.continue")}
        </Button>
        <Button onClick={props.onBack}>{t("people.phrase-check.back")}</Button>
      </Form>
    </main>
  );
}
