import { Button, Field, Form, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Trouble } from "../trouble.tsx";

/** Asks for the one-time code. It stays in this page's memory and travels only in a header. */
export function CodeStep(props: { readonly onCode: (code: string) => Promise<void> }): JSX.Element {
  const [code, setCode] = useState("");
  const [missing, setMissing] = useState(false);
  const act = useAct();
  const submit = (): void => {
    const tidy = code.replace(/\s+/gu, "");
    setMissing(tidy === "");
    if (tidy !== "") void act.run(() => props.onCode(tidy));
  };
  return (
    <main class="moved">
      <h1>{t("people.setup.code.title")}</h1>
      <p class="lead">{t("people.setup.code.lead")}</p>
      <Form onSubmit={submit}>
        <Field
          label={t("people.setup.code.label")}
          value={code}
          onInput={setCode}
          code
          hint={t("people.setup.code.hint")}
          error={missing ? t("people.setup.code.missing") : null}
        />
        <Trouble error={act.error} />
        <Button kind="main" type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.continue")}
        </Button>
      </Form>
    </main>
  );
}
