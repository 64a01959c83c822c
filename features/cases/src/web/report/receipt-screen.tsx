import { keepSent, useSealing } from "@niuniu/matter/web/begin";
import { spellCode, spellDigits } from "@niuniu/seal";
import { Button, Dialog, Heading, Notice, sentenceOf, t, tab, useLeaveQuestion, useLoaded } from "@niuniu/ui";
import type { ComponentType, JSX } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import { SENT } from "../draft.ts";
import { KeptCheck } from "./kept-check.tsx";
import { Keep, useWords } from "./keep-receipt.tsx";
import { Next, type NextProps } from "./what-now.tsx";

export interface ReceiptScreenProps extends NextProps {
  /** Opens the report behind a receipt, spelt as a code. */
  readonly openReport: (code: string) => Promise<{ readonly Thread: ComponentType }>;
}

/**
 * Shown once, and again in this tab until the receipt was copied, saved, printed or typed; as long the browser asks before the page
 * is closed. From here the report opens without the receipt being typed.
 */
export function ReceiptScreen({ sent, onProven, openReport }: ReceiptScreenProps): JSX.Element {
  const { receipt } = sent;
  const proven = sent.said !== null;
  const [kept, setKept] = useState(false);
  const [done, setDone] = useState(false);
  const [asking, setAsking] = useState(false);
  const words = useWords(sent);
  const sealing = useSealing(sent);
  const open = useCallback(() => openReport(spellCode(receipt)), []);
  const opened = useLoaded(done ? open : null);
  useLeaveQuestion(!kept);
  useEffect(() => {
    if (proven) keepSent(tab, SENT, receipt);
  }, []);
  const onKept = (): void => {
    if (proven) keepSent(tab, SENT, null);
    setKept(true);
  };
  if (opened.value !== null) return <opened.value.Thread />;
  const { error } = opened;
  const [code, digits] = [spellCode(receipt), spellDigits(receipt)];
  const onward = t(proven ? "cases.sent.leaving" : "cases.sent.look");
  const leave = (): void => {
    setAsking(false);
    setDone(true);
    opened.again();
  };
  return (
    <>
      <div class="stack no-print">
        <div class="stack close">
          <Heading of="sent" fresh>
            {t(proven ? "cases.sent.title" : "cases.sent.code")}
          </Heading>
          <p class="lead">{t("cases.sent.lead")}</p>
        </div>
        <Keep {...{ sent, sealing, words, onKept }} />
        <KeptCheck spellings={[code, digits, words.spelt]} onKept={onKept} />
        <Next {...{ sent, sealing, onProven }} />
        {error !== null && <Notice tone="owed">{sentenceOf(error)}</Notice>}
        <Button
          busy={done && error === null ? t("ui.loading") : null}
          onClick={() => (kept ? leave() : setAsking(true))}
        >
          {onward}
        </Button>
      </div>
      <Dialog open={asking} title={t("cases.sent.check")} onClose={() => setAsking(false)}>
        <p>{t("cases.sent.unkept")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("cases.sent.stay")}</Button>
          <Button onClick={leave}>{onward}</Button>
        </div>
      </Dialog>
      {/* Whoever finds the sheet on the printer is to learn no more than whoever keeps it needs. */}
      <div class="print">
        {[code, words.spelt, digits, `${t("cases.sent.where")} ${location.origin}/return`].map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
    </>
  );
}
