import { holdsReceipt, ReceiptFound, useReceiptCheck } from "@niuniu/matter/web";
import { remaining } from "@niuniu/matter/web/begin";
import type { Trust } from "@niuniu/trust";
import { Button, Check, Heading, Notice, Progress, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { loadWords } from "../../load-words.ts";
import { Compared, Unsent, Waiting } from "../../report/review.tsx";
import type { TakeProps } from "./form.tsx";
import { GiveUp } from "./give-up.tsx";
import type { Sending } from "./sending.ts";
import type { Taking } from "./taking.ts";

/** Everything that will be sealed, as it is read out: what it is, and the words. */
function linesOf(taking: Taking, { active }: Trust): readonly (readonly [label: string, text: string])[] {
  const names = (people: readonly { readonly name: string }[]): string =>
    people.map(({ name }) => name).join(t("cases.desk.comma"));
  const known = taking.identity === "anonymous" ? [] : [taking.name, taking.contact];
  return [
    [t("cases.take.what"), taking.what],
    [t("cases.more.when"), taking.when],
    [t("cases.more.where"), taking.where],
    [t("cases.more.who"), taking.who],
    [t("cases.how.urgency"), t(`cases.how.${taking.class}`)],
    [t("cases.take.identity"), [t(`cases.take.identity.${taking.identity}`), ...known].filter(Boolean).join(" · ")],
    [t("cases.take.readers"), names(remaining(active, taking.struck))],
    [t("cases.take.struck"), names(active.filter(({ id }) => taking.struck.includes(id)))],
  ];
}

/** The text, large, to be read to the person, corrected and agreed to; and the one button. */
export function ReadBack(props: TakeProps & { readonly sending: Sending }): JSX.Element {
  const { taking, change, committee, sending } = props;
  const [agreed, setAgreed] = useState(false);
  const [compared, setCompared] = useState(false);
  const [hasty, setHasty] = useState(false);
  const check = useReceiptCheck((text) => holdsReceipt(text, loadWords));
  const way = taking.by === "letter" ? "letter" : "spoken";
  const back = (
    <Button busy={sending.doing === null ? null : t("cases.take.change")} onClick={() => change({ step: 1 })}>
      {t("cases.take.change")}
    </Button>
  );
  const heading = (
    <Heading of={2} fresh>
      {t(`cases.take.back.${way}`)}
    </Heading>
  );
  if (committee.state !== "checked") {
    return (
      <>
        {heading}
        <Waiting committee={committee} />
        {back}
      </>
    );
  }
  const { trust } = committee;
  const { doing, failure, unknown } = sending;
  const strange = committee.pinned === "changed" && !compared;
  const words = t(failure === null && !unknown ? "cases.check.send" : "ui.again");
  const press = async (): Promise<void> => {
    setHasty(true);
    if (!agreed || strange) return;
    const { what, when, where, who, name, contact } = taking;
    if (await check.stops([what, when, where, who, name, contact].join("\n"))) return;
    sending.start(trust);
  };
  return (
    <>
      {heading}
      <p class="lead">{t(`cases.take.back.${way}-lead`)}</p>
      <dl class="card read-back">
        {linesOf(taking, trust)
          .filter(([, text]) => text.trim() !== "")
          .map(([label, text]) => (
            <div key={label}>
              <dt class="soft">{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
      </dl>
      {back}
      <Check title={t(`cases.take.agreed.${way}`)} checked={agreed} onChange={setAgreed} />
      {committee.pinned === "changed" && <Compared checked={compared} onChange={setCompared} />}
      <p class="error" role="alert">
        {hasty && !agreed ? t("cases.take.agreed.empty") : ""}
      </p>
      {hasty && agreed && strange && <Notice tone="missed">{t("cases.check.compare-first")}</Notice>}
      <Unsent failure={failure} unknown={unknown} />
      {check.found && <ReceiptFound onSend={() => sending.start(trust)} />}
      {doing !== null && <Progress words={t(`cases.check.${doing.what}`)} done={doing.done} />}
      <Button kind="main" busy={doing && words} onClick={() => void press()}>
        {words}
      </Button>
      <p class="hint">{t("cases.take.after")}</p>
      {unknown && <GiveUp />}
    </>
  );
}
