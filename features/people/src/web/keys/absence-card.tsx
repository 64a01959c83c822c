import { Button, Card, dayIn, Field, Form, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { LONGEST_ABSENCE } from "../../limits.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { AbsenceDialog } from "./absence-dialog.tsx";
import { absenceProblem, withDays, type Change } from "./absence-note.ts";
import { AwayList } from "./away-list.tsx";

/** Says in signed notes when a member is away, or that they come back earlier, and what happens to their cases meanwhile. */
export function AbsenceCard({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const { me, house } = desk;
  const now = Date.now() + house.ahead;
  const today = dayIn(now, house.zone);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState("");
  const [tried, setTried] = useState(false);
  const [asked, setAsked] = useState<Change | null>(null);
  const problem = absenceProblem({ from, until }, today);
  const wrong = (day: "from" | "until"): string | null =>
    tried && problem?.with === day ? t(`people.absence.${problem.why}`, { days: LONGEST_ABSENCE }) : null;
  const ask = (change: Change): void => {
    // Another of their devices may have said something else meanwhile.
    desk.refresh();
    setAsked(change);
  };
  const submit = (): void => {
    setTried(true);
    if (problem === null) ask({ what: "add", before: me.away, after: withDays(me.away, { from, until }) });
  };
  const signed = (): void => {
    if (asked?.what === "add") {
      setTried(false);
      setFrom(today);
      setUntil("");
    }
    setAsked(null);
    desk.refresh();
  };
  return (
    <Card title={t("people.absence.title")}>
      <p class="soft">{t("people.absence.lead")}</p>
      {me.away.length > 0 && <AwayList away={me.away} today={today} now={now} onChange={ask} />}
      <Form onSubmit={submit}>
        {me.away.length > 0 && <h3>{t("people.absence.more")}</h3>}
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
        <Button type="submit">{t("people.absence.look")}</Button>
      </Form>
      <AbsenceDialog desk={desk} asked={asked} today={today} onClose={() => setAsked(null)} onSigned={signed} />
    </Card>
  );
}
