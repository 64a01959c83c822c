import { holdsReceipt, ReceiptFound, useReceiptCheck } from "@niuniu/matter/web";
import { remaining } from "@niuniu/matter/web/begin";
import type { Trust } from "@niuniu/trust";
import { Button, Check, Heading, Notice, Progress, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { loadWords } from "../../load-words.ts";
import { Compared, Unsent, Waiting } from "../../report/review.tsx";
import type { CommitteeState } from "../../report/use-committee.ts";
import type { TakeProps } from "./screen.ts";
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

type ReadBackProps = TakeProps & { readonly sending: Sending };
type Checked = Extract<CommitteeState, { readonly state: "checked" }>;

const wayOf = ({ by }: Taking) => (by === "letter" ? "letter" : "spoken");

/** The text, large, to be read to the person, corrected and agreed to; and the one button. */
export function ReadBack(props: ReadBackProps): JSX.Element {
  const { taking, change, committee, sending } = props;
  return (
    <>
      <Heading of={2} fresh>
        {t(`cases.take.back.${wayOf(taking)}`)}
      </Heading>
      {committee.state === "checked" && <Lines taking={taking} trust={committee.trust} />}
      {committee.state !== "checked" && <Waiting committee={committee} />}
      <Button busy={sending.doing === null ? null : t("cases.take.change")} onClick={() => change({ step: 1 })}>
        {t("cases.take.change")}
      </Button>
      {committee.state === "checked" && <Send {...props} committee={committee} />}
    </>
  );
}

function Lines({ taking, trust }: { readonly taking: Taking; readonly trust: Trust }): JSX.Element {
  return (
    <>
      <p class="lead">{t(`cases.take.back.${wayOf(taking)}-lead`)}</p>
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
    </>
  );
}

/** That they agree, and that this is the committee that is known here; only then it is sent. */
function Send({ taking, committee, sending }: ReadBackProps & { readonly committee: Checked }): JSX.Element {
  const [agreed, setAgreed] = useState(false);
  const [compared, setCompared] = useState(false);
  const [hasty, setHasty] = useState(false);
  const check = useReceiptCheck((text) => holdsReceipt(text, loadWords));
  const { trust, pinned } = committee;
  const missing = !agreed ? "agreed" : pinned === "changed" && !compared ? "compared" : null;
  const press = async (): Promise<void> => {
    setHasty(true);
    if (missing !== null) return;
    const { what, when, where, who, name, contact } = taking;
    if (await check.stops([what, when, where, who, name, contact].join("\n"))) return;
    sending.start(trust);
  };
  return (
    <>
      <Check title={t(`cases.take.agreed.${wayOf(taking)}`)} checked={agreed} onChange={setAgreed} />
      {pinned === "changed" && <Compared checked={compared} onChange={setCompared} />}
      <p class="error" role="alert">
        {hasty && missing === "agreed" ? t("cases.take.agreed.empty") : ""}
      </p>
      {hasty && missing === "compared" && <Notice tone="missed">{t("cases.check.compare-first")}</Notice>}
      {check.found && <ReceiptFound onSend={() => sending.start(trust)} />}
      <Act sending={sending} onSend={() => void press()} />
    </>
  );
}

/** How sending stands, and the button. */
function Act(props: { readonly sending: Sending; readonly onSend: () => void }): JSX.Element {
  const { doing, failure, unknown } = props.sending;
  const words = t(failure === null && !unknown ? "cases.check.send" : "ui.again");
  return (
    <>
      <Unsent failure={failure} unknown={unknown} />
      {doing !== null && <Progress words={t(`cases.check.${doing.what}`)} done={doing.done} />}
      <Button kind="main" busy={doing && words} onClick={props.onSend}>
        {words}
      </Button>
      <p class="hint">{t("cases.take.after")}</p>
      {unknown && <GiveUp />}
    </>
  );
}
