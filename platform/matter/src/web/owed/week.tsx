import { addDays, dayOf, isWorkingDay, type Calendar, type Day } from "@niuniu/owe";
import { formatDay, language, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Away } from "./owes.ts";

/** How many dates fall on each of seven days, how many before now, and how many after. */
export interface Spread {
  readonly late: number;
  readonly days: readonly { readonly day: Day; readonly count: number }[];
  readonly later: number;
}

const DAYS = 7;

/** Spreads dates (ms since epoch) over today and the six days after it, by the organisation's days. */
export function spreadOver(due: readonly number[], now: number, calendar: Calendar): Spread {
  const today = dayOf(now, calendar);
  const ahead = due.filter((instant) => instant > now).map((instant) => dayOf(instant, calendar));
  const days = Array.from({ length: DAYS }, (_, at) => addDays(today, at)).map((day) => ({
    day,
    count: ahead.filter((one) => one === day).length,
  }));
  const within = days.reduce((sum, { count }) => sum + count, 0);
  return { late: due.length - ahead.length, days, later: ahead.length - within };
}

/** At most this many dots are drawn on a day; the number beneath says how many there are. */
const DOTS = 6;

/** The week as a strip: a dot for each date, and in words for those who do not look at it. */
export function Week(props: {
  readonly due: readonly number[];
  /** Days on which whoever owes them is away. */
  readonly away: readonly Away[];
  readonly now: number;
  readonly calendar: Calendar;
}): JSX.Element {
  const { late, days, later } = spreadOver(props.due, props.now, props.calendar);
  const aside = [
    ...(late > 0 ? [t("matter.week.late", { n: late })] : []),
    ...(later > 0 ? [t("matter.week.later", { n: later })] : []),
  ];
  return (
    <section class="week" aria-label={t("matter.week.title")}>
      <ol>
        {days.map(({ day, count }, at) => {
          const named = formatDay(day, props.now);
          const isAway = props.away.some(({ from, until }) => from <= day && day <= until);
          const said = isAway ? t("matter.week.day-away", { day: named }) : named;
          const rest = !isWorkingDay(day, props.calendar);
          return (
            <li
              key={day}
              class={`week-day${count > 0 ? " week-due" : ""}${rest ? " week-rest" : ""}${isAway ? " week-away" : ""}`}
            >
              <span class="unseen">
                {t(count === 0 ? "matter.week.none" : "matter.week.day", { day: said, n: count })}
              </span>
              <span aria-hidden="true" class="week-name small">
                <span>{at === 0 ? t("matter.week.today") : weekdayName(day)}</span>
                <span>{Number(day.slice(8))}</span>
              </span>
              <span aria-hidden="true" class="week-dots">
                {Array.from({ length: Math.min(count, DOTS) }, (_, dot) => (
                  <i key={dot} />
                ))}
              </span>
              <span aria-hidden="true" class="week-count">
                {count === 0 ? "" : count}
              </span>
            </li>
          );
        })}
      </ol>
      {props.away.length > 0 && <p class="small">{awayWords(props.away, props.now)}</p>}
      {aside.length > 0 && <p class={`small${late > 0 ? " week-late" : " soft"}`}>{aside.join(" · ")}</p>}
    </section>
  );
}

/** From when to when, each of them. */
const awayWords = (away: readonly Away[], now: number): string =>
  t("matter.week.away", {
    days: away
      .map(({ from, until }) =>
        t(from === until ? "matter.week.away-day" : "matter.week.away-one", {
          from: formatDay(from, now),
          until: formatDay(until, now),
        }),
      )
      .join(t("matter.week.comma")),
  });

/** "Mon" · "一". */
function weekdayName(day: Day): string {
  const form = { weekday: language() === "en" ? "short" : "narrow", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(language(), form).format(new Date(`${day}T00:00:00Z`));
}
