import { nowAt } from "@niuniu/matter/web/desk";
import { fieldsIn } from "@niuniu/matter";
import { isDay } from "@niuniu/owe";
import { nameOf } from "@niuniu/roster";
import { Button, formatDate, formatDay, Pill, t, Trouble } from "@niuniu/ui";
import type { JSX } from "preact";
import type { ThreadHeader } from "../../routes.ts";
import type { Desk } from "./desk.ts";

/** A case this member has not opened yet: what is known without opening, and that opening is recorded. */
export function Unopened(props: {
  readonly desk: Desk;
  readonly header: ThreadHeader;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onOpen: () => void;
}): JSX.Element {
  const { desk, header } = props;
  const now = nowAt(desk);
  // Before anything about it has been checked.
  const day = fieldsIn(header.entries[0]?.text ?? "")?.["date"];
  return (
    <section class="stack">
      <p class="soft small">
        <span class="code">{header.case}</span>{" "}
        <Pill tone={header.class === "crisis" ? "missed" : undefined}>{t(`cases.desk.class.${header.class}`)}</Pill>
      </p>
      <h1>
        {!isDay(day) ? t("cases.desk.report.title-plain") : t("cases.desk.report.title", { day: formatDay(day, now) })}
      </h1>
      {header.owed !== null && (
        <p>
          {t(header.owed.owner === desk.me ? "cases.desk.unopened.yours" : "cases.desk.unopened.theirs", {
            name: nameOf(desk.roster, header.owed.owner),
            date: formatDate(header.owed.due, now, desk.calendar.offset),
          })}
        </p>
      )}
      <p class="soft">{t("cases.desk.unopened.why")}</p>
      <Trouble error={props.error} />
      <Button kind="main" onClick={props.onOpen} busy={props.busy ? t("cases.desk.opening") : null}>
        {t("cases.desk.unopened.go")}
      </Button>
    </section>
  );
}
