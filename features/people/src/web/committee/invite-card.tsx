import { Button, Card, Field, Form, settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { invite, type Committee } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { secretLink } from "../join-link.ts";
import { OnlyHere } from "../only-here.tsx";
import { random } from "../random.ts";
import { Link } from "../set-up/invitation-row.tsx";
import { emptySeat, namedSeats } from "../set-up/seats.ts";
import { SideChoice } from "../side-choice.tsx";
import { isInvited } from "../taken.ts";
import { Trouble } from "../trouble.tsx";
import { invitation } from "./invitation.ts";

/** Invites one more person, signed. They make keys first; a statement takes them in afterwards. */
export function InviteCard(props: {
  readonly desk: Unlocked;
  readonly committee: Pick<Committee, "invited" | "ids">;
  readonly now: number;
  readonly onInvited: () => void;
}): JSX.Element {
  const { desk, now } = props;
  const { invited, ids } = props.committee;
  const [seat, setSeat] = useState(emptySeat(0, "outside"));
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly link: string } | null>(null);
  // What may have arrived is sent again as it was: another note would be another invitation.
  const unsettled = useRef<{ readonly wanted: string; readonly note: string; readonly secret: Uint8Array } | null>(
    null,
  );
  const act = useAct();
  const submit = (): void => {
    setTried(true);
    const [named] = namedSeats([seat]);
    if (named === undefined || named.role === "") return;
    void act.run(async () => {
      const by = { id: desk.me.member, seed: desk.keys.signing };
      const wanted = JSON.stringify(named);
      if (unsettled.current?.wanted !== wanted) {
        const secret = random(32);
        unsettled.current = { wanted, secret, note: invitation({ ...desk.house, ids, now }, named, secret, by) };
      }
      const { note, secret } = unsettled.current;
      await settle(
        () => desk.ask(invite, { note }),
        () => isInvited(desk.ask, note),
      );
      unsettled.current = null;
      setMade({ name: named.name, link: secretLink(secret) });
      setSeat(emptySeat(0, "outside"));
      setTried(false);
      props.onInvited();
    });
  };
  return (
    <Card title={t("people.invite.title")}>
      <p class="soft">{t("people.invite.lead")}</p>
      {invited.length > 0 && (
        <p class="soft small">
          {t("people.room.still-invited", { names: invited.map(({ name }) => name).join(t("people.comma")) })}
        </p>
      )}
      <OnlyHere />
      {made !== null && (
        <div class="notice tone-done" role="status">
          <p>{t("people.invite.made", { name: made.name })}</p>
          <Link link={made.link} name={made.name} />
        </div>
      )}
      <Form onSubmit={submit}>
        <div class="pair">
          <Field
            label={t("people.seat.name")}
            value={seat.name}
            onInput={(name) => setSeat({ ...seat, name })}
            error={tried && seat.name.trim() === "" ? t("people.seat.name-missing") : null}
          />
          <Field
            label={t("people.seat.role")}
            value={seat.role}
            placeholder={t(`people.seat.role-example.${seat.side}`)}
            onInput={(role) => setSeat({ ...seat, role })}
            error={tried && seat.role.trim() === "" ? t("people.seat.role-missing") : null}
          />
        </div>
        <SideChoice value={seat.side} onChoose={(side) => setSeat({ ...seat, side })} />
        <Field
          label={t("people.seat.unit")}
          optional
          hint={t("people.seat.unit-hint")}
          value={seat.unit}
          onInput={(unit) => setSeat({ ...seat, unit })}
        />
        <Trouble error={act.error} />
        <Button type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.invite.go")}
        </Button>
      </Form>
    </Card>
  );
}
