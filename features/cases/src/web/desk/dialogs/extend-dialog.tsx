import { nowAt } from "@niuniu/matter/web/desk";
import { MessageDialog, type DialogProps } from "@niuniu/matter/web/write";
import { Choices, formatDay, Select, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { Ground } from "../../../events.ts";
import { extendDays } from "../choices.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Plan } from "../plan.ts";

const grounds = ["police", "witness"] as const satisfies readonly Ground[];

/** Puts off the day of the outcome, once, on one of two grounds and with a reason that the reporter reads. */
export function ExtendDialog(
  props: DialogProps<Plan> & { readonly desk: Desk; readonly opened: OpenedCase },
): JSX.Element | null {
  const [ground, setGround] = useDraftChoice(`${props.name} extend ground`);
  const [chosen, setChosen] = useDraftChoice(`${props.name} extend`);
  const days = props.open ? extendDays(props.desk, props.opened) : [];
  const to = days.includes(chosen) ? chosen : days[0];
  const on = grounds.find((one) => one === ground) ?? "";
  return (
    <MessageDialog<Plan>
      {...props}
      says="cases.desk.dialog.extend"
      kind="extend"
      onOver={() => {
        setGround("");
        setChosen("");
      }}
      plan={(text) =>
        on === "" || to === undefined ? t("cases.desk.dialog.extend.none") : { kind: "extend", text, to, ground: on }
      }
    >
      <Choices<Ground | "">
        label={t("cases.desk.dialog.extend.ground")}
        value={on}
        choices={grounds.map((value) => ({ value, title: t(`cases.desk.ground.${value}`) }))}
        onChoose={setGround}
      />
      {to !== undefined && (
        <Select
          label={t("cases.desk.dialog.extend.day")}
          value={to}
          options={days.map((day) => ({ value: day, text: formatDay(day, nowAt(props.desk)) }))}
          onChoose={setChosen}
        />
      )}
    </MessageDialog>
  );
}
