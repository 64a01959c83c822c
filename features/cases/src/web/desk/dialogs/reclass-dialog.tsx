import { MessageDialog, type DialogProps } from "@niuniu/matter/web/write";
import { Choices, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { CaseClass } from "../../../routes.ts";
import { isRaise } from "../../../urgency.ts";
import { reclassChoices } from "../choices.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Plan } from "../plan.ts";

/** How urgent the case is: more by this member's word, less by that of two sides; what becomes of the date is said with each. */
export function ReclassDialog(
  props: DialogProps<Plan> & { readonly desk: Desk; readonly opened: OpenedCase },
): JSX.Element | null {
  const { desk, opened } = props;
  const [chosen, setChosen] = useDraftChoice(`${props.name} reclass`);
  const offered = props.open ? reclassChoices(desk, opened) : [];
  const to = offered.find((one) => one === chosen) ?? "";
  const { class: now = "ordinary", lowering } = opened.state ?? {};
  const hintOf = (one: CaseClass): string => {
    if (isRaise(now, one)) return t("cases.desk.dialog.reclass.raise");
    return t(`cases.desk.dialog.reclass.${lowering?.to === one ? "lower-second" : "lower"}`);
  };
  return (
    <MessageDialog<Plan>
      {...props}
      says="cases.desk.dialog.reclass"
      kind="reclass"
      onOver={() => setChosen("")}
      plan={(text) => (to === "" ? t("cases.desk.dialog.reclass.none") : { kind: "reclass", text, to })}
    >
      <Choices<CaseClass | "">
        label={t("cases.desk.dialog.reclass.which")}
        value={to}
        choices={offered.map((value) => ({ value, title: t(`cases.desk.class.${value}`), hint: hintOf(value) }))}
        onChoose={setChosen}
      />
    </MessageDialog>
  );
}
