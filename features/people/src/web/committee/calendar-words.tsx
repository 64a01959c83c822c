import { OweError, readCalendar, type Calendar } from "@niuniu/owe";
import { orNull } from "@niuniu/note";
import { language, More, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { sayRuns } from "./rules-words.ts";

/** A Sunday. */
const SUNDAY = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;

/** The calendar by which dates are counted, in words: whoever signs it sees which days are off, and how many. */
export function CalendarWords({ text }: { readonly text: string }): JSX.Element {
  const calendar = orNull(() => readCalendar(JSON.parse(text)), OweError, SyntaxError);
  if (calendar === null) return <Notice tone="missed">{t("people.rules.unreadable")}</Notice>;
  const { name, zone, offset, closes, holidays, workdays = [], years } = calendar;
  return (
    <More title={t("people.calendar.title", { name: name ?? zone ?? offset })}>
      <ul class="facts stack close">
        <li>{t("people.calendar.hours", { closes, days: weekendIn(calendar) })}</li>
        <Days what="holidays" days={holidays} />
        {years !== undefined && (
          <>
            <Days what="workdays" days={workdays} />
            <li>
              {t("people.calendar.years", { years: years.join(t("people.comma")) || t("people.rules.days.none") })}
            </li>
          </>
        )}
      </ul>
    </More>
  );
}

function Days(props: { readonly what: "holidays" | "workdays"; readonly days: readonly string[] }): JSX.Element {
  const { what, days } = props;
  const said = days.length === 0 ? t("people.rules.days.none") : sayRuns(days.toSorted());
  return <li>{t("people.calendar.days", { what: t(`people.rules.at.${what}`), count: days.length, days: said })}</li>;
}

function weekendIn({ weekend }: Calendar): string {
  const named = new Intl.DateTimeFormat(language(), { weekday: "long", timeZone: "UTC" });
  const days = weekend.map((day) => named.format(SUNDAY + day * DAY));
  return days.length === 0 ? t("people.rules.days.none") : days.join(t("people.comma"));
}
