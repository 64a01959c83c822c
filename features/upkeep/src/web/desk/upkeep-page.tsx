import { dueWords } from "@niuniu/matter/web/owed";
import { readCalendar } from "@niuniu/owe";
import { nameOf } from "@niuniu/roster";
import { Card, formatDay, Notice, Pill, Progress, t, Trouble, useLoad } from "@niuniu/ui";
import { List, ListRow, type Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { list, type UpkeepLine } from "../../routes.ts";
import { unbegunIn } from "../../unbegun.ts";
import { newestRules } from "../reading.ts";
import { actOf, titleOf, whichOf } from "../words.ts";
import type { Inside } from "./upkeep-pane.tsx";

/** What the committee owes its house: what is open first, then what is over. */
export function UpkeepPage({ inside, turn, current, onOpen }: Placed<Inside>): JSX.Element {
  const { value, error, again } = useLoad(() => inside.ask(list, undefined), `upkeep ${turn}`, 60_000);
  const { house } = inside;
  const unbegun =
    value === null
      ? []
      : unbegunIn(value.lines.map(listed), { ...house, ...value, rules: newestRules(house) }, Date.now());
  const open = value?.lines.filter(({ owed }) => owed !== null) ?? [];
  const over = value?.lines.filter(({ owed }) => owed === null) ?? [];
  const rows = (lines: readonly UpkeepLine[]): readonly JSX.Element[] =>
    lines.map((line) => (
      <Row
        key={line.matter}
        inside={inside}
        line={line}
        current={line.matter === current}
        onOpen={() => onOpen(line.matter)}
      />
    ));
  return (
    <div class="stack place">
      <h1>{t("upkeep.title")}</h1>
      <p class="lead">{t("upkeep.lead")}</p>
      <Trouble error={error} again={again} />
      {value === null && error === null && <Progress words={t("upkeep.loading")} />}
      {unbegun.map(({ what, subject }) => (
        <Notice key={`${what} ${subject}`} tone="missed">
          {t("upkeep.unbegun", { what: titleOf({ what, subject }) })}
        </Notice>
      ))}
      {value !== null && (
        <>
          <h2>{t("upkeep.open", { count: open.length })}</h2>
          {open.length === 0 ? (
            <Card>{t("upkeep.none-open")}</Card>
          ) : (
            <List label={t("upkeep.title")}>{rows(open)}</List>
          )}
          <h2>{t("upkeep.over", { count: over.length })}</h2>
          {over.length === 0 ? (
            <p class="soft">{t("upkeep.none-over")}</p>
          ) : (
            <List label={t("upkeep.over", { count: over.length })} over>
              {rows(over)}
            </List>
          )}
        </>
      )}
      <p class="small soft">{t("upkeep.limit")}</p>
    </div>
  );
}

const listed = ({ what, subject, owed, reviewed }: UpkeepLine) => ({ what, subject, open: owed !== null, reviewed });

function Row(props: {
  readonly inside: Inside;
  readonly line: UpkeepLine;
  readonly current: boolean;
  readonly onOpen: () => void;
}): JSX.Element {
  const { inside, line, ...seen } = props;
  const { house } = inside;
  const now = Date.now() + house.ahead;
  const { owed } = line;
  const which = whichOf(line, house.roster, now);
  const missed = line.misses > 0 ? t("upkeep.misses", { count: line.misses }) : "";
  return (
    <ListRow
      {...seen}
      when={
        owed === null ? (
          <Pill tone="done">{formatDay(line.day, now)}</Pill>
        ) : (
          <Pill tone={owed.due <= now || line.misses > 0 ? "missed" : "owed"}>
            {dueWords(owed.due, now, readCalendar(JSON.parse(house.calendar)))}
          </Pill>
        )
      }
      what={titleOf(line)}
      aside={[which, owed === null ? t(`upkeep.end.${line.end ?? "left"}`) : nameOf(house.roster, owed.owner), missed]
        .filter((one) => one !== "")
        .join(" · ")}
      name=""
      next={owed === null ? "" : t(`upkeep.act.${actOf(owed.act)}`)}
    />
  );
}
