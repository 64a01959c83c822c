import { keysOf, nameOf } from "@niuniu/roster";
import { Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { ReportLetter } from "../../letters.ts";
import { isTheirs } from "../../taken-down.ts";
import type { Desk } from "./desk.ts";

/** Who took the report down for its reporter and how they were told, or that it says so and nobody signed it. */
export function Taken(props: { readonly desk: Desk; readonly report: ReportLetter }): JSX.Element | null {
  const { desk, report } = props;
  const { takenBy } = report;
  if (takenBy === undefined) return null;
  const values = { name: nameOf(desk.roster, takenBy.member) };
  if (!isTheirs(report, keysOf(desk.roster, takenBy.member)))
    return <Notice tone="owed">{t("cases.desk.taken.unsigned", values)}</Notice>;
  return <p class="soft small">{t(`cases.desk.taken.${takenBy.by}`, values)}</p>;
}
