import { keptParcel, Unproven, type Sent } from "@niuniu/matter/web/begin";
import { nameOf } from "@niuniu/roster";
import { Button, Heading, Notice, t } from "@niuniu/ui";
import { draftShelf, draftsGone } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { useCommittee } from "../../report/use-committee.ts";
import type { Desk } from "../desk.ts";
import { TakeForm } from "./form.tsx";
import { HandOver, type Fate } from "./hand-over.tsx";
import { ReadBack } from "./read-back.tsx";
import { ReceiptToSay } from "./receipt.tsx";
import { useSending } from "./sending.ts";
import { keepGiven, PARCEL, useTaking } from "./taking.ts";

/** A member takes down what somebody tells them: typed, read back, sent as a report, and its receipt handed over. */
export function TakePage(props: { readonly desk: Desk; readonly onClose: () => void }): JSX.Element {
  const { desk, onClose } = props;
  const { taking, given, change } = useTaking();
  const committee = useCommittee();
  const [sent, setSent] = useState<Sent | null>(null);
  const [fate, setFate] = useState<Fate | null>(null);
  const settle = (done: Sent): void => {
    setSent(done);
    if (done.said === null) return;
    const { owed } = done.answer;
    const owes = owed === null ? null : { name: nameOf(done.trust.roster, owed.owner), due: owed.due };
    keepGiven({ receipt: done.receipt, by: taking.by, owes });
    void draftsGone();
  };
  const sending = useSending({
    desk,
    taking,
    onOld: committee.state === "waiting" ? nothing : committee.again,
    onSent: settle,
  });
  const shown = { taking, change, committee, unknown: keptParcel(draftShelf, PARCEL, taking) !== null };
  const back = <Button onClick={onClose}>{t("cases.desk.close")}</Button>;
  return (
    <div class="stack place take">
      {given !== null ? (
        <HandOver {...{ desk, given, sent }} onOver={setFate} onLater={onClose} />
      ) : fate !== null ? (
        <>
          <Heading of="over" fresh>
            {t("cases.take.title")}
          </Heading>
          <Notice tone="done">{t(`cases.take.over.${fate}`)}</Notice>
          {back}
        </>
      ) : sent !== null && sent.said === null ? (
        <NotProven sent={sent} onProven={(said) => settle({ ...sent, said })} onAgain={() => setSent(null)} />
      ) : taking.step === 2 ? (
        <ReadBack {...shown} sending={sending} />
      ) : (
        <>
          <TakeForm {...shown} />
          {back}
        </>
      )}
    </div>
  );
}

const nothing = (): void => undefined;

/** That nothing proves yet that it was taken. The receipt can be given to the person meanwhile; nothing of it is forgotten here. */
function NotProven(props: {
  readonly sent: Sent;
  readonly onProven: (said: NonNullable<Sent["said"]>) => void;
  readonly onAgain: () => void;
}): JSX.Element {
  const { sent } = props;
  return (
    <>
      <Heading of="unproven" fresh>
        {t("cases.take.unproven")}
      </Heading>
      <Unproven words="cases.take" sent={sent} onProven={props.onProven} />
      <p>{t("cases.take.unproven.more")}</p>
      <ReceiptToSay receipt={sent.receipt} />
      <Button onClick={props.onAgain}>{t("cases.sent.send-again")}</Button>
    </>
  );
}
