import { Button, Field, Form, t, TextArea } from "@niuniu/ui";
import type { JSX } from "preact";
import type { ScreenProps } from "./screen.ts";

/** When, where, who: all of it may stay empty. */
export function Circumstances({ draft, change }: ScreenProps): JSX.Element {
  return (
    <Form
      onSubmit={() => {
        change({ step: 3 });
      }}
    >
      <p class="lead">{t("cases.more.hint")}</p>
      <Field
        label={t("cases.more.when")}
        hint={t("cases.more.when-hint")}
        optional
        value={draft.when}
        onInput={(when) => change({ when })}
      />
      <Field label={t("cases.more.where")} optional value={draft.where} onInput={(where) => change({ where })} />
      <TextArea
        label={t("cases.more.who")}
        hint={t("cases.more.who-hint")}
        optional
        rows={3}
        value={draft.who}
        onInput={(who) => change({ who })}
      />
      <Button kind="main" type="submit">
        {t("cases.next")}
      </Button>
    </Form>
  );
}
