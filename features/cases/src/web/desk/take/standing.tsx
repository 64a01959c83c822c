import { Choices, Field, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { clockWords } from "../../span-words.ts";
import type { TakeProps } from "./screen.ts";

const IDENTITIES = ["anonymous", "confidential", "named"] as const;

/** How urgent it is, and who may know whose words these are. `missing`: what is wrong with the name. */
export function Standing(
  props: Pick<TakeProps, "taking" | "change" | "committee"> & { readonly missing: string | null },
): JSX.Element {
  const { taking, change, committee, missing } = props;
  const clocks = clockWords(committee.state === "checked" ? committee.trust.policy : null);
  const spans = { ordinary: clocks.answer, crisis: clocks.crisis };
  return (
    <>
      <Choices
        label={t("cases.how.urgency")}
        value={taking.class}
        onChoose={(urgency) => change({ class: urgency })}
        choices={(["ordinary", "crisis"] as const).map((value) => ({
          value,
          title: t(`cases.how.${value}`),
          hint: t(`cases.take.${value}-hint`, { span: spans[value] }),
        }))}
      />
      {taking.class === "crisis" && (
        <p class="notice tone-owed" role="status">
          {t("cases.take.emergency")}
        </p>
      )}
      <Choices
        label={t("cases.take.identity")}
        value={taking.identity}
        onChoose={(identity) => change({ identity })}
        choices={IDENTITIES.map((value) => ({
          value,
          title: t(`cases.take.identity.${value}`),
          hint: t(`cases.take.identity.${value}-hint`),
        }))}
      />
      {taking.identity !== "anonymous" && (
        <>
          <Field
            label={t("cases.take.name")}
            value={taking.name}
            error={missing}
            onInput={(name) => change({ name })}
          />
          <Field
            label={t("cases.take.contact")}
            optional
            value={taking.contact}
            onInput={(contact) => change({ contact })}
          />
        </>
      )}
    </>
  );
}
