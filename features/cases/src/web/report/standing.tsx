import { Button, Choices, Field, Form, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Identity } from "../../letters.ts";
import { clockWords } from "../span-words.ts";
import type { ScreenProps } from "./screen.ts";
import type { CommitteeState } from "./use-committee.ts";

const IDENTITIES = ["anonymous", "confidential", "named"] as const satisfies readonly Identity[];

/** How urgent it is, and who may know who is writing. */
export function Standing(props: ScreenProps & { readonly committee: CommitteeState }): JSX.Element {
  const { draft, change, committee } = props;
  const [asked, setAsked] = useState(false);
  const clocks = clockWords(committee.state === "checked" ? committee.trust.policy : null);
  const nameless = draft.identity !== "anonymous" && draft.name.trim() === "";
  return (
    <Form
      onSubmit={() => {
        if (nameless) setAsked(true);
        else change({ step: 4 });
      }}
    >
      <Choices
        label={t("cases.how.urgency")}
        value={draft.class}
        onChoose={(urgency) => change({ class: urgency })}
        choices={[
          {
            value: "ordinary",
            title: t("cases.how.ordinary"),
            hint: t("cases.how.ordinary-hint", { span: clocks.answer }),
          },
          { value: "crisis", title: t("cases.how.crisis"), hint: t("cases.how.crisis-hint", { span: clocks.crisis }) },
        ]}
      />
      {draft.class === "crisis" && (
        <p class="notice tone-owed" role="status">
          {t("cases.how.emergency")}
        </p>
      )}
      <Choices
        label={t("cases.how.identity")}
        value={draft.identity}
        onChoose={(identity) => change({ identity })}
        choices={IDENTITIES.map((value) => ({
          value,
          title: t(`cases.how.${value}`),
          hint: t(`cases.how.${value}-hint`),
        }))}
      />
      {draft.identity !== "anonymous" && (
        <>
          <Field
            label={t("cases.how.name")}
            value={draft.name}
            error={asked && nameless ? t("cases.how.name-needed") : null}
            onInput={(name) => change({ name })}
          />
          <Field
            label={t("cases.how.contact")}
            hint={t("cases.how.contact-hint")}
            optional
            value={draft.contact}
            onInput={(contact) => change({ contact })}
          />
        </>
      )}
      <Button kind="main" type="submit">
        {t("cases.next")}
      </Button>
    </Form>
  );
}
