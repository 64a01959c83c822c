import { nowAt } from "@niuniu/matter/web/desk";
import { nameOf } from "@niuniu/roster";
import { formatDay, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { afterClosing } from "../choices.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Plan } from "../plan.ts";

/** Before a case is closed of which no answer has stood: that it is so, exactly what its reporter will read, and who is told. */
export function ClosingPreview(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly plan: Plan;
}): JSX.Element {
  const { desk, opened, plan } = props;
  const { text, finding } = plan;
  const kind = plan.kind === "junk" ? "junk" : "outcome";
  const end = afterClosing(desk, opened, kind);
  const why = opened.state?.messages.length === 0 ? "unanswered" : "early";
  return (
    <>
      <Notice tone="owed" title={t(`cases.desk.closing.${why}`)}>
        <p>{t(`cases.desk.closing.${why}-more`)}</p>
      </Notice>
      <h3>{t("cases.desk.closing.reads")}</h3>
      <div class="card stack close">
        <strong>{t(`cases.desk.closing.${kind}`, { name: nameOf(desk.roster, desk.me) })}</strong>
        {finding !== undefined && <strong>{t(`cases.desk.closing.finding.${finding}`)}</strong>}
        <p class="said">{text}</p>
        {end !== null && <p>{t("cases.desk.closing.closed", { day: formatDay(end.contestUntil, nowAt(desk)) })}</p>}
        {end?.told != null && (
          <p class="small soft">{t("cases.desk.closing.closed-told", { told: nameOf(desk.roster, end.told) })}</p>
        )}
      </div>
    </>
  );
}
