import type { Day } from "@niuniu/owe";
import { formatDay, Select, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { DeskPlan } from "../perform.ts";
import { MessageDialog, type DialogProps } from "./message-dialog.tsx";

/** Moves the date to one of these days, for a reason that whoever waits for it reads. `now`: ms since epoch. */
export function PostponeDialog<Plan extends DeskPlan>(
  props: DialogProps<Plan> & {
    /** Days to which it may still be moved, soonest first; none where it cannot move any more. */
    readonly days: readonly Day[];
    readonly now: number;
    readonly postpone: (text: string, due: Day) => Plan;
  },
): JSX.Element {
  const { words, days, now } = props;
  const [chosen, setChosen] = useDraftChoice(`${props.name} postpone`);
  const due = days.includes(chosen) ? chosen : days[0];
  const none = t(`${words}.dialog.postpone.none`);
  return (
    <MessageDialog
      {...props}
      says={`${words}.dialog.postpone`}
      kind="postpone"
      onOver={() => setChosen("")}
      plan={(text) => (due === undefined ? none : props.postpone(text, due))}
    >
      {due === undefined ? (
        <p>{none}</p>
      ) : (
        <Select
          label={t(`${words}.dialog.postpone.day`)}
          value={due}
          options={days.map((day) => ({ value: day, text: formatDay(day, now) }))}
          onChoose={setChosen}
        />
      )}
    </MessageDialog>
  );
}
