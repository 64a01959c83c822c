import { Choices, language, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { refusals } from "../../../refusals.ts";
import { handOverChoices, type Choice } from "../choices.ts";
import { MessageDialog, type DialogProps } from "./message-dialog.tsx";

/** Gives the case to somebody else: those who can take it to choose from, those who cannot with the reason. */
export function HandOverDialog(props: DialogProps): JSX.Element {
  const [to, setTo] = useDraftChoice(`${props.opened.header.case} hand-over`);
  const all = props.open ? handOverChoices(props.desk, props.opened) : [];
  const able = all.filter(({ refused }) => refused === null);
  const unable = all.filter(({ refused }) => refused !== null);
  return (
    <MessageDialog
      {...props}
      kind="hand-over"
      optional
      onOver={() => setTo("")}
      plan={(text) => {
        if (!able.some(({ member }) => member.id === to)) return t("cases.desk.dialog.hand-over.nobody");
        return { kind: "hand-over", to, text: text === "" ? null : text };
      }}
    >
      {able.length > 0 ? (
        <Choices
          label={t("cases.desk.dialog.hand-over.to")}
          value={to}
          choices={able.map(({ member }) => ({ value: member.id, title: member.name, hint: member.role }))}
          onChoose={setTo}
        />
      ) : (
        <p>{t("cases.desk.dialog.hand-over.none")}</p>
      )}
      {unable.length > 0 && <Unable choices={unable} />}
    </MessageDialog>
  );
}

/** People who cannot be chosen, each with the reason the rules give. */
export function Unable({ choices }: { readonly choices: readonly Choice[] }): JSX.Element {
  return (
    <ul class="facts stack close small soft">
      {choices.map(({ member, refused }) => (
        <li key={member.id}>
          <strong>{member.name}</strong> {refused === null ? "" : refusals[refused][language()]}
        </li>
      ))}
    </ul>
  );
}
