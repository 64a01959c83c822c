import { groupedName } from "@niuniu/matter/web/owed";
import { nowAt } from "@niuniu/matter/web/desk";
import { nameOf } from "@niuniu/roster";
import { formatDay, More, t } from "@niuniu/ui";
import { Folded } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { Desk } from "./desk.ts";
import type { OpenedCase } from "./open-case.ts";
import { Taken } from "./taken.tsx";
import type { CaseClass } from "../../routes.ts";
import { Urgency } from "./urgency.tsx";

const circumstances = ["when", "where", "who"] as const;

/** By what was signed; the server's own word counts only where its record cannot be followed. */
const urgencyOf = ({ state, header }: OpenedCase): CaseClass => state?.class ?? header.class;

/** The report as it was written or taken down, and who was struck out of it. */
export function ReportCard({ desk, opened }: { readonly desk: Desk; readonly opened: OpenedCase }): JSX.Element {
  const { report, header, readers, struck } = opened;
  const day = opened.entries[0]?.entry.date;
  // A file sealed by hand has no key to be answered under; of a report that cannot be opened nobody knows how it came.
  const identity = report?.identity ?? (header.auth === "" ? "sealed" : null);
  return (
    <section class="stack close" aria-labelledby="report">
      <p class="soft small">
        <span class="code">{groupedName(header.case)}</span>
        {identity === null ? "" : ` · ${t(`cases.desk.identity.${identity}`)}`} <Urgency of={urgencyOf(opened)} />
      </p>
      <h1 id="report" tabIndex={-1}>
        {day === undefined
          ? t("cases.desk.report.title-plain")
          : t("cases.desk.report.title", { day: formatDay(day, nowAt(desk)) })}
      </h1>
      {report !== null && <Letter {...{ desk, opened }} />}
      {opened.sealedText !== null && (
        <>
          <p class="soft small">{t("cases.desk.sealed.lead")}</p>
          <Folded key={opened.header.case} text={opened.sealedText} kind="said" words="cases.desk.report" />
          {opened.replyTo === null && <p class="soft">{t("cases.desk.sealed.no-reply")}</p>}
        </>
      )}
      <p class="soft small">
        {t("cases.desk.readers", {
          names: join(readers.map((id) => nameOf(desk.roster, id))),
        })}
        {struck.length > 0 &&
          ` ${t("cases.desk.struck", { names: join(struck.map((id) => nameOf(desk.roster, id))) })}`}
      </p>
    </section>
  );
}

function Letter({ desk, opened }: { readonly desk: Desk; readonly opened: OpenedCase }): JSX.Element | null {
  const { report } = opened;
  if (report === null) return null;
  const told = circumstances.filter((key) => report[key].trim() !== "");
  return (
    <>
      <Taken {...{ desk, report }} />
      <Folded key={opened.header.case} text={report.what} kind="report-text" words="cases.desk.report" />
      {told.length > 0 && (
        <dl class="told">
          {told.map((key) => (
            <div key={key}>
              <dt class="soft small">{t(`cases.desk.report.${key}`)}</dt>
              <dd>{report[key]}</dd>
            </div>
          ))}
        </dl>
      )}
      {report.identity !== "anonymous" && (
        <More title={t("cases.desk.report.who-is-it")}>
          <p>
            {report.name === "" ? t("cases.desk.report.no-name") : report.name}
            {report.contact !== "" && <span class="block">{report.contact}</span>}
          </p>
          <p class="soft small">{t(`cases.desk.report.${report.identity}-duty`)}</p>
        </More>
      )}
    </>
  );
}

const join = (names: readonly string[]): string => names.join(t("cases.desk.comma"));
