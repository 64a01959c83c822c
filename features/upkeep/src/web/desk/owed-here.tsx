import { duePill, type OwedLine } from "@niuniu/matter/web/owed";
import { readCalendar } from "@niuniu/owe";
import { Pill, t, useLoad } from "@niuniu/ui";
import { ListRow } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { list } from "../../routes.ts";
import { actOf, titleOf, whichOf } from "../words.ts";
import type { Inside } from "./upkeep-pane.tsx";

/** A row under what a member owes. Which one it is stands in the list of all of them. */
export function OwedHere(props: {
  readonly inside: Inside;
  readonly line: OwedLine;
  readonly current: boolean;
  readonly onOpen: () => void;
}): JSX.Element {
  const { inside, line, ...seen } = props;
  const { house } = inside;
  const { value } = useLoad(() => inside.ask(list, undefined), line.matter);
  const now = Date.now() + house.ahead;
  const { tone, words } = duePill(line.due, now, readCalendar(JSON.parse(house.calendar)));
  const one = value?.lines.find(({ matter }) => matter === line.matter);
  const what = one === undefined ? t("upkeep.row.loading") : titleOf(one);
  return (
    <ListRow
      {...seen}
      when={<Pill tone={tone}>{words}</Pill>}
      what={line.act === "confirm" ? t("upkeep.row.confirm", { what }) : what}
      aside={
        one === undefined
          ? t("upkeep.row.aside")
          : [whichOf(one, house.roster, now), t("upkeep.row.aside")].filter((part) => part !== "").join(" · ")
      }
      name=""
      next={t(`upkeep.act.${actOf(line.act)}`)}
    />
  );
}
