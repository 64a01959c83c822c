import { nowAt } from "@niuniu/matter/web/desk";
import { duePill, shortName } from "@niuniu/matter/web/owed";
import { nameOf } from "@niuniu/roster";
import { formatDay, Pill, t } from "@niuniu/ui";
import { ListRow, useUnsent } from "@niuniu/ui/area";
import type { JSX } from "preact";
import type { CaseLine } from "../../routes.ts";
import type { Desk } from "./desk.ts";
import { useKept, wordsFor } from "@niuniu/matter/web/find";

/** One case in a list: when, what, which case, and what happens if the date is missed. The whole row opens it. */
export function CaseRow(props: {
  readonly desk: Desk;
  readonly line: CaseLine;
  readonly current: boolean;
  readonly onOpen: () => void;
}): JSX.Element {
  const { desk, line } = props;
  const { owed } = line;
  const pill = owed === null ? null : duePill(owed.due, nowAt(desk), desk.calendar);
  const mine = owed?.owner === desk.me;
  // What this member calls it, or how its report begins, if they have opened it here: a code alone tells no two apart. That they have
  // not is said once above the list of closed ones, where it is so of most.
  const words = wordsFor(useKept().of(line.case));
  const unsent = useUnsent([`${line.case} `]).length > 0;
  return (
    <ListRow
      when={pill === null ? <Pill>{closedWords(line, nowAt(desk))}</Pill> : <Pill tone={pill.tone}>{pill.words}</Pill>}
      what={owed === null ? words : t(`cases.desk.owe.${owed.act}.${line.class}`)}
      aside={[
        ...(owed === null || words === "" ? [] : [words]),
        ...aside(desk, line, mine),
        ...(unsent ? [t("cases.desk.unsent")] : []),
      ].join(" · ")}
      name={shortName(line.case)}
      next={owed === null ? "" : nextWords(desk, line)}
      current={props.current}
      onOpen={props.onOpen}
    />
  );
}

const closedWords = ({ closedOn }: CaseLine, now: number): string =>
  closedOn === null ? t("cases.desk.closed") : t("cases.desk.closed-on", { day: formatDay(closedOn, now) });

function aside(desk: Desk, line: CaseLine, mine: boolean): readonly string[] {
  return [
    // Of a closed one that is all a list knows: there may be an outcome, or nobody could open it.
    ...(line.owed === null ? [] : [t(`cases.desk.stage.${stageOf(line)}`)]),
    ...(line.opened ? [] : [t("cases.desk.unopened")]),
    ...(line.waiting ? [t("cases.desk.waiting")] : []),
    ...(line.owed !== null && !mine ? [t("cases.desk.owned-by", { name: nameOf(desk.roster, line.owed.owner) })] : []),
    ...(line.missed > 0 ? [t("cases.desk.missed-count", { count: line.missed })] : []),
  ];
}

/** A case with an outcome in which something is owed again is one that was contested. */
const stageOf = ({ stage, owed }: Pick<CaseLine, "stage" | "owed">): CaseLine["stage"] | "review" =>
  stage === "concluded" && owed !== null ? "review" : stage;

/** What happens if the date is missed, by name. */
export function nextWords(desk: Desk, { owed, next }: Pick<CaseLine, "owed" | "next">): string {
  if (next === null || next === owed?.owner) return t("cases.desk.next.stays");
  if (next === desk.me) return t("cases.desk.next.you");
  return t("cases.desk.next.moves", { name: nameOf(desk.roster, next) });
}
