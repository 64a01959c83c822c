import { nameOf } from "@niuniu/roster";
import { Button, formatDate, formatDay, Pill, t, Trouble } from "@niuniu/ui";
import type { JSX } from "preact";
import type { ThreadHeader } from "../../routes.ts";
import { nowAt, type Desk } from "./desk.ts";
import { readEntryDay } from "./entry-day.ts";

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
  const day = readEntryDay(header.entries[0]?.text ?? "");
  return (
    <section class="stack">
      <p class="soft small">
        <span class="code">{header.case}</span>{" "}
        <Pill tone={header.class === "crisis" ? "missed" : undefined}>{t(`cases.desk.class.${header.class}`)}</Pill>
      </p>
      <h1>
        {day === null ? t("cases.desk.report.title-plain") : t("cases.desk.report.title", { day: formatDay(day, now) })}
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
