import { groupedName } from "@niuniu/matter/web/owed";
import { nowAt } from "@niuniu/matter/web/desk";
import { fieldsIn } from "@niuniu/matter";
import { isDay } from "@niuniu/owe";
import { nameOf } from "@niuniu/roster";
import { dueWords } from "@niuniu/matter/web/owed";
import { Button, formatDay, t, Trouble } from "@niuniu/ui";
import type { ParcelOf } from "@niuniu/wire";
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { ThreadHeader } from "../../routes.ts";
import type { Desk } from "./desk.ts";
import { dueOnceOpened } from "./opening.ts";
import { Urgency } from "./urgency.tsx";

/** A case this member has not opened yet: what is known without opening, and that opening is recorded. */
export function Unopened(props: {
  readonly desk: Desk;
  readonly thread: ParcelOf<ThreadHeader>;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onOpen: () => void;
}): JSX.Element {
  const { desk, thread } = props;
  const { header } = thread;
  const { owed } = header;
  const now = nowAt(desk);
  // Before anything about it has been checked.
  const day = fieldsIn(header.entries[0]?.text ?? "")?.["date"];
  return (
    <section class="stack">
      <p class="soft small">
        <span class="code">{groupedName(header.case)}</span> <Urgency of={header.class} />
      </p>
      <h1>
        {!isDay(day) ? t("cases.desk.report.title-plain") : t("cases.desk.report.title", { day: formatDay(day, now) })}
      </h1>
      {owed === null ? (
        <p>{t("cases.desk.bar.closed")}</p>
      ) : (
        <p>
          {t(owed.owner === desk.me ? "cases.desk.unopened.yours" : "cases.desk.unopened.theirs", {
            name: nameOf(desk.roster, owed.owner),
            act: t(`cases.desk.act-name.${owed.act}`),
            date: dueWords(owed.due, now, desk.calendar),
          })}
        </p>
      )}
      <p class="soft">{t("cases.desk.unopened.why")}</p>
      <Then desk={desk} thread={thread} now={now} />
      <Trouble error={props.error} />
      <Button kind="main" onClick={props.onOpen} busy={props.busy ? t("cases.desk.opening") : null}>
        {t("cases.desk.unopened.go")}
      </Button>
    </section>
  );
}

/** What opening does to the date of whoever owes the answer. */
function Then(props: {
  readonly desk: Desk;
  readonly thread: ParcelOf<ThreadHeader>;
  readonly now: number;
}): JSX.Element {
  const { desk, thread, now } = props;
  const { owed } = thread.header;
  const due = useMemo(() => dueOnceOpened(desk, thread), [desk, thread]);
  if (owed === null) return <></>;
  const words = (instant: number): string => dueWords(instant, now, desk.calendar);
  if (due === null) return <p class="soft">{t("cases.desk.unopened.same", { date: words(owed.due) })}</p>;
  return (
    <p>
      <strong>{t("cases.desk.unopened.sooner", { date: words(due), before: words(owed.due) })}</strong>
    </p>
  );
}
