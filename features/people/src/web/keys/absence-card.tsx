import { signAbsence } from "@niuniu/committee";
import { Button, Card, dayIn, Field, Form, formatDay, Notice, settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { absence } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { isAwayNote } from "../taken.ts";
import { Trouble } from "../trouble.tsx";
import { absenceProblem } from "./absence-note.ts";

/** Says in a signed note when a member is away, and what happens to their cases meanwhile. */
export function AbsenceCard({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const { me, house } = desk;
  const now = Date.now() + house.ahead;
  const today = dayIn(now, house.zone);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const act = useAct();
  const problem = absenceProblem({ from, until }, today);
  const wrong = (day: "from" | "until"): string | null =>
    tried && problem?.with === day ? t(`people.absence.${problem.why}`) : null;
  const submit = (): void => {
    setTried(true);
    if (problem !== null) return;
    void act.run(async () => {
      const note = signAbsence({ by: me.member, from, until }, desk.keys.signing);
      await settle(
        () => desk.ask(absence, { note }),
        () => isAwayNote(desk.ask, note),
      );
      setTried(false);
      desk.refresh();
    });
  };
  return (
    <Card title={t("people.absence.title")}>
      <p class="soft">{t("people.absence.lead")}</p>
      {me.away !== null && me.away.until >= today && (
        <Notice tone="owed">
          {t("people.absence.away", { from: formatDay(me.away.from, now), until: formatDay(me.away.until, now) })}
        </Notice>
      )}
      <Form onSubmit={submit}>
        <div class="pair">
          <Field label={t("people.absence.from")} type="date" value={from} onInput={setFrom} error={wrong("from")} />
          <Field
            label={t("people.absence.until")}
            type="date"
            value={until}
            onInput={setUntil}
            error={wrong("until")}
          />
        </div>
        <Trouble error={act.error} />
        <Button type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.absence.sign")}
        </Button>
      </Form>
    </Card>
  );
}
