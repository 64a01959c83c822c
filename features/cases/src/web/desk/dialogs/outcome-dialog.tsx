import { MessageDialog, type DialogProps } from "@niuniu/matter/web/write";
import { Choices, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { findings, type Finding } from "../../../letters.ts";
import { WhatTheyRead } from "./closing-preview.tsx";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Plan } from "../plan.ts";

/** The written outcome: a finding from the closed list and its reasons. The finding travels inside the seal. */
export function OutcomeDialog(
  props: DialogProps<Plan> & {
    readonly desk: Desk;
    readonly opened: OpenedCase;
    readonly review: ((plan: Plan) => JSX.Element) | undefined;
  },
): JSX.Element {
  const [chosen, setChosen] = useDraftChoice(`${props.name} outcome`);
  const finding = findings.find((one) => one === chosen) ?? "";
  const choices = findings.map((value) => ({
    value,
    title: t(`cases.desk.finding.${value}`),
    hint: t(`cases.desk.finding.${value}.hint`),
  }));
  return (
    <MessageDialog<Plan>
      {...props}
      says="cases.desk.dialog.outcome"
      kind="outcome"
      beside
      onOver={() => setChosen("")}
      preview={(text) =>
        hasWords(text) || finding !== "" ? (
          <WhatTheyRead
            desk={props.desk}
            opened={props.opened}
            plan={{ kind: "outcome", text, ...(finding === "" ? {} : { finding }) }}
          />
        ) : null
      }
      plan={(text) => (finding === "" ? t("cases.desk.dialog.outcome.no-finding") : { kind: "outcome", text, finding })}
    >
      <Choices<Finding | "">
        label={t("cases.desk.dialog.outcome.finding")}
        value={finding}
        choices={choices}
        onChoose={setChosen}
      />
    </MessageDialog>
  );
}
