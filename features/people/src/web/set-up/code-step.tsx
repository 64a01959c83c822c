import { Button, Field, Form, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Trouble } from "../trouble.tsx";

/** What a header can carry; anything else is no code, and no server need be asked. */
const CODE = /^[A-Za-z0-9_-]{8,128}$/;

/** Asks for the one-time code. It stays in this page's memory and travels only in a header. */
export function CodeStep(props: { readonly onCode: (code: string) => Promise<void> }): JSX.Element {
  const [code, setCode] = useState("");
  const [wrong, setWrong] = useState<"missing" | "wrong" | null>(null);
  const act = useAct();
  const submit = (): void => {
    const tidy = code.normalize("NFKC").replace(/\s+/gu, "");
    const found = tidy === "" ? "missing" : CODE.test(tidy) ? null : "wrong";
    setWrong(found);
    if (found === null) void act.run(() => props.onCode(tidy));
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
          error={wrong === null ? null : t(`people.setup.code.${wrong}`)}
        />
        <Trouble error={wrong === null ? act.error : null} />
        <Button kind="main" type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.continue")}
        </Button>
      </Form>
    </main>
  );
}
