import { nowAt } from "@niuniu/matter/web/desk";
import { formatDay, Select, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { postponeDays } from "../choices.ts";
import { MessageDialog, type DialogProps } from "./message-dialog.tsx";

/** Moves the date, as far as the policy lets it, for a reason the reporter reads. */
export function PostponeDialog(props: DialogProps): JSX.Element {
  const [chosen, setChosen] = useDraftChoice(`${props.opened.header.case} postpone`);
  const days = props.open ? postponeDays(props.desk, props.opened) : [];
  const due = days.includes(chosen) ? chosen : days[0];
  return (
    <MessageDialog
      {...props}
      kind="postpone"
      onOver={() => setChosen("")}
      plan={(text) => (due === undefined ? t("cases.desk.dialog.postpone.none") : { kind: "postpone", text, due })}
    >
      {due === undefined ? (
        <p>{t("cases.desk.dialog.postpone.none")}</p>
      ) : (
        <Select
          label={t("cases.desk.dialog.postpone.day")}
          value={due}
          options={days.map((day) => ({ value: day, text: formatDay(day, nowAt(props.desk)) }))}
          onChoose={setChosen}
        />
      )}
    </MessageDialog>
  );
}
