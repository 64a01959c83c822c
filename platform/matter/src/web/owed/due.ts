import { addDays, dayOf, type Calendar } from "@niuniu/owe";
import { formatDate, t, type Tone } from "@niuniu/ui";

/** A date as a pill: colour and words say the same. */
export interface DuePill {
  readonly tone: Tone;
  readonly words: string;
}

const MINUTE = 60_000;

/** Late, today or tomorrow, or the date itself. `due` and `now` in ms since epoch. */
export function duePill(due: number, now: number, calendar: Calendar): DuePill {
  if (due <= now) return { tone: "missed", words: t("matter.due.late", { time: spanWords(now - due) }) };
  const soon = dayOf(due, calendar) <= addDays(dayOf(now, calendar), 1);
  return { tone: soon ? "owed" : "done", words: dueWords(due, now, calendar) };
}

/** A date in a sentence: "today 12:41", "tomorrow 9:00", else the day with its time. `due` and `now` in ms since epoch. */
export function dueWords(due: number, now: number, calendar: Calendar): string {
  const today = dayOf(now, calendar);
  const day = dayOf(due, calendar);
  const time = formatDate(due, now, calendar.offset).slice(-5);
  if (day === today) return t("matter.due.today", { time });
  return day === addDays(today, 1) ? t("matter.due.tomorrow", { time }) : formatDate(due, now, calendar.offset);
}

/** A span in at most two units, rounded down: "1 h 12 min", "3 days". */
function spanWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60)];
  if (days >= 1) return t("matter.span.days", { count: days });
  if (hours >= 1) return t("matter.span.hours", { hours, minutes: minutes % 60 });
  return t("matter.span.minutes", { count: minutes });
}

/** A matter's whole name, in the groups in which it is shown everywhere. */
export const groupedName = (name: string): string => name.match(/.{1,4}/g)?.join(" ") ?? name;

/** A matter's name as it is shown in lists: enough to tell it from the others, in two groups. */
export const shortName = (name: string): string => groupedName(name.slice(0, 8));
