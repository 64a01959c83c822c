import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { SetupState } from "../../routes.ts";
import { Trouble } from "../trouble.tsx";
import { OnlyHere } from "../only-here.tsx";
import { InvitationRow } from "./invitation-row.tsx";

/** Links to hand over, and who has got how far. The page follows by itself. */
export function InvitationsStep(props: {
  readonly state: SetupState;
  readonly tokens: Readonly<Record<string, string>>;
  readonly error: unknown;
  readonly onReplace: (id: string) => void;
  readonly onCancel: (id: string) => void;
  readonly onRestart: (id: string) => void;
}): JSX.Element {
  const { seats } = props.state;
  const ready = seats.filter((seat) => seat.ready).length;
  const signed = seats.filter((seat) => seat.signed).length;
  const all = ready === seats.length;
  return (
    <main class="moved">
      <h1>{t(all ? "people.setup.signing.title" : "people.setup.invite.title")}</h1>
      <p class="lead">{t(all ? "people.setup.signing.lead" : "people.setup.invite.lead")}</p>
      <p role="status">
        <strong>{t("people.setup.progress", { ready, signed, of: seats.length })}</strong>
      </p>
      <Trouble error={props.error} />
      <OnlyHere />
      <ul class="stack">
        {seats.map((seat) => (
          <InvitationRow
            key={seat.id}
            seat={seat}
            token={props.tokens[seat.id]}
            onReplace={() => props.onReplace(seat.id)}
            onCancel={() => props.onCancel(seat.id)}
            onRestart={() => props.onRestart(seat.id)}
          />
        ))}
      </ul>
      <p class="soft small">{t(all ? "people.setup.signing.note" : "people.setup.invite.note")}</p>
    </main>
  );
}
