import { Choices, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { DeskPlan } from "../perform.ts";
import { sorted, Unable, type Choice } from "./choice.tsx";
import { MessageDialog, type DialogProps } from "./message-dialog.tsx";

/** Gives the matter to somebody else: those who can take it to choose from, those who cannot with the reason. */
export function HandOverDialog<Plan extends DeskPlan>(
  props: DialogProps<Plan> & {
    readonly choices: readonly Choice[];
    readonly handOver: (to: string, text: string | null) => Plan;
  },
): JSX.Element {
  const { words } = props;
  const [to, setTo] = useDraftChoice(`${props.name} hand-over`);
  const { able, unable } = sorted(props.choices);
  return (
    <MessageDialog
      {...props}
      says={`${words}.dialog.hand-over`}
      kind="hand-over"
      optional
      onOver={() => setTo("")}
      plan={(text) => {
        if (!able.some(({ member }) => member.id === to)) return t(`${words}.dialog.hand-over.nobody`);
        return props.handOver(to, text === "" ? null : text);
      }}
    >
      {able.length > 0 ? (
        <Choices
          label={t(`${words}.dialog.hand-over.to`)}
          value={to}
          choices={able.map(({ member }) => ({ value: member.id, title: member.name, hint: member.role }))}
          onChoose={setTo}
        />
      ) : (
        <p>{t(`${words}.dialog.hand-over.none`)}</p>
      )}
      <Unable choices={unable} />
    </MessageDialog>
  );
}
