import { Button, Field, Form, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { SHORTEST_PASSWORD } from "../../limits.ts";
import { isGoodEnough, strengthOf } from "./password.ts";

/** A password and what it is worth in words. It signs in; it opens no report. */
export function PasswordStep(props: { readonly onPassword: (password: string) => void }): JSX.Element {
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const strength = strengthOf(password);
  const submit = (): void => {
    setTried(true);
    if (isGoodEnough(strength)) props.onPassword(password);
  };
  return (
    <main class="moved">
      <h1>{t("people.password.title")}</h1>
      <p class="lead">{t("people.password.lead")}</p>
      <Form onSubmit={submit}>
        <Field
          label={t("people.password.label")}
          type="password"
          autocomplete="new-password"
          value={password}
          onInput={setPassword}
          hint={t("people.password.hint", { least: SHORTEST_PASSWORD })}
          error={
            tried && !isGoodEnough(strength) ? t(`people.password.${strength}`, { least: SHORTEST_PASSWORD }) : null
          }
        />
        <p role="status" class="soft">
          {password === "" || (tried && !isGoodEnough(strength))
            ? ""
            : t(`people.password.${strength}`, { least: SHORTEST_PASSWORD })}
        </p>
        <Button kind="main" type="submit">
          {t("people.continue")}
        </Button>
      </Form>
    </main>
  );
}
