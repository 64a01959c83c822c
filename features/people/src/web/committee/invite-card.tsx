import { Button, Card, Field, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { invite, type Seat } from "../../routes.ts";
import type { Ask } from "../ask.ts";
import { joinLink } from "../join-link.ts";
import { Link } from "../set-up/invitation-row.tsx";
import { emptySeat, namedSeats } from "../set-up/seats.ts";
import { SideChoice } from "../side-choice.tsx";
import { Trouble } from "../trouble.tsx";

/** Invites one more person. They make keys first; a statement takes them in afterwards. */
export function InviteCard(props: {
  readonly ask: Ask;
  readonly invited: readonly (Seat & { readonly id: string })[];
  readonly onInvited: () => void;
}): JSX.Element {
  const [seat, setSeat] = useState(emptySeat(0, "outside"));
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly token: string } | null>(null);
  const act = useAct();
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    const [named] = namedSeats([seat]);
    if (named === undefined || named.role === "") return;
    void act.run(async () => {
      const { token } = await props.ask(invite, named);
      setMade({ name: named.name, token });
      setSeat(emptySeat(0, "outside"));
      setTried(false);
      props.onInvited();
    });
  };
  return (
    <Card title={t("people.invite.title")}>
      <p class="soft">{t("people.invite.lead")}</p>
      {props.invited.length > 0 && (
        <p class="soft small">
          {t("people.room.still-invited", { names: props.invited.map(({ name }) => name).join(t("people.comma")) })}
        </p>
      )}
      {made !== null && (
        <div class="notice tone-done" role="status">
          <p>{t("people.invite.made", { name: made.name })}</p>
          <Link link={joinLink(made.token)} name={made.name} />
        </div>
      )}
      <form onSubmit={submit} noValidate>
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
      </form>
    </Card>
  );
}
