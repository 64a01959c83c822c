import { signAbsence } from "@niuniu/committee";
import { Button, Card, dayIn, Field, Form, formatDay, Notice, settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { absence, me as meRoute } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { isAwayNote } from "../taken.ts";
import { Trouble } from "../trouble.tsx";
import { absenceProblem, daysToEnd, type Days } from "./absence-note.ts";

/** Signs a note of these days and sends it, until it is to be seen that it was taken. */
async function sayAway(desk: Unlocked, { from, until }: Days): Promise<void> {
  const note = signAbsence({ by: desk.me.member, from, until }, desk.keys.signing);
  // What covers no day stands nowhere: it was taken where nothing is ahead any more.
  const isOver = async (): Promise<boolean> => (await desk.ask(meRoute, undefined)).away === null;
  await settle(
    () => desk.ask(absence, { note }),
    () => (until < from ? isOver() : isAwayNote(desk.ask, note)),
  );
  desk.refresh();
}

/** Says in a signed note when a member is away, or that they come back earlier, and what happens to their cases meanwhile. */
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
      await sayAway(desk, { from, until });
      setTried(false);
    });
  };
  return (
    <Card title={t("people.absence.title")}>
      <p class="soft">{t("people.absence.lead")}</p>
      {me.away !== null && <Standing desk={desk} away={me.away} today={today} now={now} />}
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

/** What was said last, and the way back: by a signed note as well. It moves nothing back and makes no date later. */
function Standing(props: {
  readonly desk: Unlocked;
  readonly away: Days;
  readonly today: string;
  readonly now: number;
}): JSX.Element {
  const { desk, away, today, now } = props;
  const act = useAct();
  const days = daysToEnd(away, today);
  const way = away.from > today ? "take-back" : "end";
  return (
    <Notice tone="owed">
      <p>{t("people.absence.away", { from: formatDay(away.from, now), until: formatDay(away.until, now) })}</p>
      {days === null ? (
        <p>{t("people.absence.last-day")}</p>
      ) : (
        <>
          <p>{t(`people.absence.${way}-why`)}</p>
          <Trouble error={act.error} />
          <Button onClick={() => void act.run(() => sayAway(desk, days))} busy={act.busy ? t("people.working") : null}>
            {t(`people.absence.${way}`)}
          </Button>
        </>
      )}
    </Notice>
  );
}
