import { nameOf, seatsOf } from "@niuniu/roster";
import { Check, t } from "@niuniu/ui";
import { useDraftChoice } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { Desk } from "../desk.ts";
import type { DeskPlan } from "../perform.ts";
import { MessageDialog, type DialogProps } from "./message-dialog.tsx";

/** A note for the readers, which may ask some of them to look; whom it names stands inside the seal. */
export function NoteDialog<Plan extends DeskPlan>(
  props: DialogProps<Plan> & {
    readonly desk: Pick<Desk, "me" | "roster">;
    readonly opened: { readonly readers: readonly string[]; readonly struck: readonly string[] };
    readonly note: (text: string, mentions: readonly string[]) => Plan;
  },
): JSX.Element {
  const { words, name, desk, opened } = props;
  // Ids hold no spaces.
  const [ids, setIds] = useDraftChoice(`${name} note`);
  const seated = seatsOf(desk.roster.newest).map(({ id }) => id);
  const others = opened.readers.filter((id) => id !== desk.me && seated.includes(id) && !opened.struck.includes(id));
  const chosen = others.filter((id) => ids.split(" ").includes(id));
  return (
    <MessageDialog
      {...props}
      says={`${words}.dialog.note`}
      kind="note"
      plan={(text) => props.note(text, chosen)}
      onOver={() => setIds("")}
    >
      {others.length > 0 && (
        <fieldset class="choices">
          <legend>{t(`${words}.dialog.note.mention`)}</legend>
          <p class="hint">{t(`${words}.dialog.note.mention-hint`)}</p>
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
