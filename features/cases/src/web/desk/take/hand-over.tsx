import { useSealing, type Sent } from "@niuniu/matter/web/begin";
import { nowAt } from "@niuniu/matter/web/desk";
import { dueWords } from "@niuniu/matter/web/owed";
import { Button, CheckMark, Dialog, formatDate, Heading, language, Notice, t, useLeaveQuestion } from "@niuniu/ui";
import { draftsGone, useKeepsHere } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Desk } from "../desk.ts";
import { ReceiptToSay } from "./receipt.tsx";
import { forgetGiven, type Given } from "./taking.ts";

/** What became of a receipt. */
export type Fate = "handed" | "destroyed";

/** How far what was just sent is on its way into the public record. */
function OnRecord({ sent }: { readonly sent: Sent }): JSX.Element {
  const sealing = useSealing(sent);
  if (sealing.state === "waiting") return <p class="small soft">{t("cases.sent.sealing")}</p>;
  if (sealing.state !== "sealed") return <Notice tone="owed">{t("cases.take.doubt")}</Notice>;
  return <CheckMark>{t("cases.sent.sealed", { date: formatDate(sealing.at, Date.now(), sent.trust.zone) })}</CheckMark>;
}

/** What the receipt is, how it gets to the person, and the two ways in which it leaves this page for good. */
export function HandOver(props: {
  readonly desk: Desk;
  readonly given: Given;
  /** What the server answered, as long as this page has it. */
  readonly sent: Sent | null;
  readonly onOver: (fate: Fate) => void;
  readonly onLater: () => void;
}): JSX.Element {
  const { desk, given, sent } = props;
  const { receipt, by, owes } = given;
  const [asked, setAsked] = useState<Fate | null>(null);
  useLeaveQuestion(!useKeepsHere());
  const over = async (fate: Fate): Promise<void> => {
    forgetGiven();
    await draftsGone();
    props.onOver(fate);
  };
  const where = `${location.origin}/return`;
  return (
    <>
      <Heading of="given" fresh>
        {t("cases.take.given")}
      </Heading>
      <p class="lead">{t(`cases.take.given.${by === "" ? "person" : by}`, { where })}</p>
      <Notice tone="owed">{t("cases.take.given.warn")}</Notice>
      <ReceiptToSay receipt={receipt} />
      <p class="small">
        {t("cases.take.by-hand")}{" "}
        <a href={`/told?lang=${language()}`} target="_blank" rel="noreferrer">
          {t("cases.take.card")}
        </a>
      </p>
      {owes !== null && (
        <p>{t("cases.take.owes", { name: owes.name, date: dueWords(owes.due, nowAt(desk), desk.calendar) })}</p>
      )}
      <div role="status">{sent !== null && <OnRecord sent={sent} />}</div>
      <Button kind="main" onClick={() => setAsked("handed")}>
        {t("cases.take.handed")}
      </Button>
      <div class="pair">
        <Button onClick={() => setAsked("destroyed")}>{t("cases.take.destroyed")}</Button>
        <Button onClick={props.onLater}>{t("cases.take.later")}</Button>
      </div>
      <Dialog open={asked !== null} title={t(`cases.take.${asked ?? "handed"}.sure`)} onClose={() => setAsked(null)}>
        <p>{t(`cases.take.${asked ?? "handed"}.more`)}</p>
        <div class="pair">
          <Button onClick={() => setAsked(null)}>{t("cases.desk.not-now")}</Button>
          <Button kind="danger" onClick={() => asked !== null && void over(asked)}>
            {t(`cases.take.${asked ?? "handed"}.go`)}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
