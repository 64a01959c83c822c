import { checkInvitation } from "@niuniu/committee";
import { activeMembers, RosterError, type Roster } from "@niuniu/roster";
import { Button, formatDay, Person, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Committee } from "../../routes.ts";
import { CancelDialog } from "../cancel-dialog.tsx";
import { NewLinkDialog } from "../new-link-dialog.tsx";

type Invited = Committee["invited"][number];

/** Which active member invited somebody, and on which day, by the note alone; null where none of them did. `now` in ms. */
function inviterOf(
  roster: Roster,
  { invitation: note }: Pick<Invited, "invitation">,
  now: number,
): { readonly id: string; readonly name: string; readonly day: string } | null {
  try {
    if (note === null) return null;
    const { by, invitation } = checkInvitation(roster, note, activeMembers(roster, now));
    return { id: by.id, name: by.name, day: invitation.date };
  } catch (error) {
    if (error instanceof RosterError) return null;
    throw error;
  }
}

/** Who is invited and has made no keys yet, by whom; and, for whoever may, taking it back or making a new link. */
export function InvitedList(props: {
  readonly roster: Roster;
  readonly me: string;
  readonly invited: readonly Invited[];
  readonly now: number;
  readonly busy: string | null;
  readonly onCancel: (guest: Invited) => void;
  readonly onAnew: (guest: Invited) => void;
}): JSX.Element | null {
  const { roster, now, busy } = props;
  const [asking, setAsking] = useState<Invited | null>(null);
  const [renewing, setRenewing] = useState<Invited | null>(null);
  if (props.invited.length === 0) return null;
  return (
    <>
      <h3>{t("people.invite.waiting")}</h3>
      <ul class="stack">
        {props.invited.map((guest) => {
          const by = inviterOf(roster, guest, now);
          return (
            <li key={guest.id} class="card">
              <Person name={guest.name} about={`${guest.role} · ${t(`people.side.${guest.side}`)}`} />
              <p class="soft small">
                {by === null
                  ? t("people.invite.by-nobody")
                  : t("people.invite.by", { by: by.name, day: formatDay(by.day, now) })}
              </p>
              {by !== null && by.id !== props.me && (
                <p class="soft small">{t("people.invite.only-by", { by: by.name })}</p>
              )}
              {(by === null || by.id === props.me) && (
                <div class="row">
                  <Button
                    kind="quiet"
                    label={t("people.invite.new-link-named", { name: guest.name })}
                    onClick={() => setRenewing(guest)}
                    busy={busy}
                  >
                    {t("people.invite.new-link")}
                  </Button>
                  <Button
                    kind="quiet"
                    label={t("people.invite.cancel-named", { name: guest.name })}
                    onClick={() => setAsking(guest)}
                  >
                    {t("people.invite.cancel")}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
      <NewLinkDialog
        name={renewing?.name ?? null}
        renamed
        onClose={() => setRenewing(null)}
        onMake={() => {
          if (renewing !== null) props.onAnew(renewing);
        }}
      />
      <CancelDialog
        name={asking?.name ?? null}
        onClose={() => setAsking(null)}
        onCancel={() => {
          if (asking !== null) props.onCancel(asking);
        }}
      />
    </>
  );
}
