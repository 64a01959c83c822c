import { nowAt } from "@niuniu/matter/web/desk";
import { nameOf } from "@niuniu/roster";
import { formatDay, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { spanWords } from "../../span-words.ts";
import { afterClosing, secondAfter } from "../choices.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Plan } from "../plan.ts";

interface Closing {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly plan: Pick<Plan, "kind" | "text" | "finding">;
}

/** Before a case is closed of which no answer has stood: that it is so, exactly what its reporter will read, and who is told. */
export function ClosingPreview(props: Closing): JSX.Element {
  const why = props.opened.state?.messages.length === 0 ? "unanswered" : "early";
  return (
    <>
      <Notice tone="owed" title={t(`cases.desk.closing.${why}`)}>
        <p>{t(`cases.desk.closing.${why}-more`)}</p>
      </Notice>
      <WhatTheyRead {...props} />
    </>
  );
}

/** Exactly what the reporter will read of this end: the finding above the text, and until when it can be contested. */
export function WhatTheyRead({ desk, opened, plan }: Closing): JSX.Element {
  const { text, finding } = plan;
  const kind = plan.kind === "junk" ? "junk" : "outcome";
  const end = afterClosing(desk, opened, kind);
  const second = end === null ? secondAfter(desk, opened, kind) : null;
  return (
    <>
      <h3>{t("cases.desk.closing.reads")}</h3>
      <div class="card stack close">
        <strong>{t(`cases.desk.closing.${kind}`, { name: nameOf(desk.roster, desk.me) })}</strong>
        {finding !== undefined && <strong>{t(`cases.desk.closing.finding.${finding}`)}</strong>}
        <p class="said">{text}</p>
        {end !== null && <p>{t("cases.desk.closing.closed", { day: formatDay(end.contestUntil, nowAt(desk)) })}</p>}
        {second !== null && <p>{t("cases.desk.closing.second", { name: nameOf(desk.roster, second) })}</p>}
        {end?.told != null && (
          <p class="small soft">{t("cases.desk.closing.closed-told", { told: nameOf(desk.roster, end.told) })}</p>
        )}
      </div>
      <p class="soft small">
        {t("cases.desk.closing.sooner", { time: spanWords(opened.rules.policy.contest.afterReturn) })}
      </p>
    </>
  );
}
