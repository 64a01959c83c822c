import type { Acknowledged } from "@niuniu/matter/web";
import type { Sealing, Sent } from "@niuniu/matter/web/begin";
import { Button, Card, CheckMark, ClockLine, ClockStep, Coming, formatDate, t, useLoaded } from "@niuniu/ui";
import type { JSX } from "preact";
import { loadSeldom } from "../later.ts";
import { clockWords } from "../span-words.ts";

/** How far the report is on its way into the public record. */
function OnRecord({ sealing, zone }: { readonly sealing: Sealing; readonly zone: string }): JSX.Element {
  if (sealing.state === "waiting") return <p class="small soft">{t("cases.sent.sealing")}</p>;
  if (sealing.state !== "sealed") return <Seldom show={({ Doubtful }) => <Doubtful state={sealing.state} />} />;
  return <CheckMark>{t("cases.sent.sealed", { date: formatDate(sealing.at, Date.now(), zone) })}</CheckMark>;
}

/** The page begins anew with what it kept, and sends that as it was: nobody is asked whether they want to leave. */
function sendAgain(): void {
  window.onbeforeunload = null;
  location.reload();
}

/** What hardly anybody is shown, fetched when it is. */
function Seldom(props: { readonly show: (parts: Awaited<ReturnType<typeof loadSeldom>>) => JSX.Element }): JSX.Element {
  const late = useLoaded(loadSeldom);
  return late.value === null ? <Coming {...late} /> : props.show(late.value);
}

export interface NextProps {
  readonly sent: Sent;
  /** What nothing proved to be taken is proven now. */
  readonly onProven: (said: Acknowledged) => void;
}

/** Who owes what from now on. */
export function Next(props: NextProps & { readonly sealing: Sealing }): JSX.Element {
  const { sent, sealing } = props;
  const { owed } = sent.answer;
  const { active, zone, policy } = sent.trust;
  const clocks = clockWords(policy);
  const owner = active.find(({ id }) => id === owed?.owner);
  // Where nothing proves that it was taken, nothing is said of what follows from that either.
  if (sent.said === null) {
    return (
      <>
        <Seldom show={({ Unproven }) => <Unproven words="cases" sent={sent} onProven={props.onProven} />} />
        <Button onClick={sendAgain}>{t("cases.sent.send-again")}</Button>
      </>
    );
  }
  return (
    <Card title={t("cases.sent.now")}>
      <ClockLine label={t("cases.sent.now")}>
        <ClockStep state="done" title={t("cases.sent.received")} when={t("cases.sent.today")}>
          <div role="status">
            <OnRecord sealing={sealing} zone={zone} />
          </div>
        </ClockStep>
        {owed !== null && (
          <ClockStep
            state="owed"
            title={t("cases.sent.owes", {
              name: owner?.name ?? owed.owner,
              date: formatDate(owed.due, Date.now(), zone),
            })}
          >
            <p class="small">{t("cases.sent.missed")}</p>
          </ClockStep>
        )}
        <ClockStep state="owed" title={t("cases.sent.then", clocks)} />
      </ClockLine>
    </Card>
  );
}
