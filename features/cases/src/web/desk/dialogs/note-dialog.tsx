import { nameOf, seatsOf } from "@niuniu/roster";
import { Check, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { MessageDialog, type DialogProps } from "./message-dialog.tsx";

/** A note for the readers, which may ask some of them to look; whom it names stands inside the seal. */
export function NoteDialog(props: DialogProps): JSX.Element {
  const { desk, opened } = props;
  // Ids hold no spaces.
  const [ids, setIds] = useDraftChoice(`${opened.header.case} note`);
  const seated = seatsOf(desk.roster.newest).map(({ id }) => id);
  const others = opened.readers.filter((id) => id !== desk.me && seated.includes(id) && !opened.struck.includes(id));
  const chosen = others.filter((id) => ids.split(" ").includes(id));
  return (
    <MessageDialog
      {...props}
      kind="note"
      plan={(text) => (chosen.length === 0 ? { kind: "note", text } : { kind: "note", text, mentions: chosen })}
      onOver={() => setIds("")}
    >
      {others.length > 0 && (
        <fieldset class="choices">
          <legend>{t("cases.find.mention")}</legend>
          <p class="hint">{t("cases.find.mention-hint")}</p>
          {others.map((id) => (
            <Check
              key={id}
              checked={chosen.includes(id)}
              onChange={(on) => setIds((on ? [...chosen, id] : chosen.filter((one) => one !== id)).join(" "))}
              title={nameOf(desk.roster, id)}
            />
          ))}
        </fieldset>
      )}
    </MessageDialog>
  );
}
