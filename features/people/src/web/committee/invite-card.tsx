import { Button, Card, Field, Form, t } from "@niuniu/ui";
import { draftsGone, KeptHere } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import type { Committee } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { OnlyHere } from "../only-here.tsx";
import { Link } from "../set-up/invitation-row.tsx";
import { namedSeats } from "../set-up/seats.ts";
import { SideChoice } from "../side-choice.tsx";
import { Trouble } from "../trouble.tsx";
import { InvitedList } from "./invited-list.tsx";
import { DRAFT, useGuest } from "./use-guest.ts";
import { useInviting, type Done } from "./use-inviting.ts";

/** Invites one more person, signed, and takes back what waits. They make keys first; a statement takes them in afterwards. */
export function InviteCard(props: {
  readonly desk: Unlocked;
  readonly committee: Pick<Committee, "invited" | "ids">;
  readonly now: number;
  readonly onInvited: () => void;
}): JSX.Element {
  const { desk, now, committee } = props;
  const { seat, say, forget } = useGuest();
  const nameField = useRef<HTMLInputElement>(null);
  const [tried, setTried] = useState(false);
  const { act, done, make, cancel } = useInviting(desk, committee, now, props.onInvited);
  const busy = act.busy ? t("people.working") : null;
  const submit = (): void => {
    setTried(true);
    const [named] = namedSeats([seat]);
    if (named === undefined || named.role === "") return;
    void make(named, null).then(async (made) => {
      if (!made) return;
      forget();
      setTried(false);
      await draftsGone();
    });
  };
  return (
    <Card title={t("people.invite.title")}>
      <p class="soft">{t("people.invite.lead")}</p>
      <OnlyHere />
      {done !== null && <Told done={done} />}
      <Trouble error={act.error} />
      <InvitedList
        roster={desk.house.roster}
        me={desk.me.member}
        invited={committee.invited}
        now={now}
        busy={busy}
        onAnew={(guest) => void make(guest, guest.id)}
        onCancel={({ id, name }) => void cancel(id, name)}
      />
      {committee.invited.length > 0 && <h3>{t("people.invite.another")}</h3>}
      <Form onSubmit={submit}>
        <div class="pair">
          <Field
            label={t("people.seat.name")}
            value={seat.name}
            onInput={say.name}
            inputRef={nameField}
            error={tried && seat.name.trim() === "" ? t("people.seat.name-missing") : null}
          />
          <Field
            label={t("people.seat.role")}
            value={seat.role}
            placeholder={t(`people.seat.role-example.${seat.side}`)}
            onInput={say.role}
            error={tried && seat.role.trim() === "" ? t("people.seat.role-missing") : null}
          />
        </div>
        <SideChoice value={seat.side} onChoose={say.side} />
        <Field
          label={t("people.seat.unit")}
          optional
          hint={t("people.seat.unit-hint")}
          value={seat.unit}
          onInput={say.unit}
        />
        <KeptHere of={DRAFT} area={nameField} onDiscard={forget} />
        <Button type="submit" busy={busy}>
          {t("people.invite.go")}
        </Button>
      </Form>
    </Card>
  );
}

/** The new link, once; or that one is closed. */
function Told({ done }: { readonly done: Done }): JSX.Element {
  const { name } = done;
  return (
    <div class="notice tone-done" role="status">
      {done.what === "cancelled" ? (
        <p>{t("people.invite.cancelled", { name })}</p>
      ) : (
        <>
          <p>{t("people.invite.made", { name })}</p>
          {done.anew && <p>{t("people.invite.anew", { name, id: done.id })}</p>}
          <Link link={done.link} name={name} />
        </>
      )}
    </div>
  );
}
