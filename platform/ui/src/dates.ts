import { language } from "./language.ts";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
/** In English, as a date has them. */
export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "2026-03-29T01:00Z", after which the offset from then on follows. */
export const MOMENT = 17;

/**
 * How far clocks are ahead of UTC at an instant (ms), in ms, by a zone as calendars spell it: "+08:00", or with the moments at
 * which clocks are set, "+01:00 2026-03-29T01:00Z+02:00" (owe.md §1). Anything else counts as UTC.
 */
export function offsetOf(zone: string, instant: number): number {
  const [first = "", ...changes] = zone.split(" ");
  const offset = changes.findLast((text) => Date.parse(text.slice(0, MOMENT)) <= instant)?.slice(MOMENT) ?? first;
  return Number(offset.slice(0, 3)) * HOUR + Number(offset.charAt(0) + offset.slice(4)) * MINUTE || 0;
}

/** The day "YYYY-MM-DD" of an instant (ms) in a calendar's zone. */
export function dayIn(instant: number, zone: string): string {
  return new Date(instant + offsetOf(zone, instant)).toISOString().slice(0, 10);
}

/** A day "YYYY-MM-DD" as people write it: "Fri 27 Nov" · "11月27日"; with the year where it is not that of `now` (ms). */
export function formatDay(day: string, now: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  const year = date.getUTCFullYear();
  const other = year !== new Date(now).getUTCFullYear();
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()];
  if (language() === "zh-CN") return `${other ? `${year}年` : ""}${month + 1}月${dayOfMonth}日`;
  return `${WEEKDAYS[date.getUTCDay()] ?? ""} ${dayOfMonth} ${MONTHS[month] ?? ""}${other ? ` ${year}` : ""}`;
}

/** An instant (ms) in a calendar's zone: "Fri 27 Nov, 18:00" · "11月27日 18:00". */
export function formatDate(instant: number, now: number, zone: string): string {
  const local = new Date(instant + offsetOf(zone, instant)).toISOString();
  const day = formatDay(local.slice(0, 10), now + offsetOf(zone, now));
  return `${day}${language() === "zh-CN" ? " " : ", "}${local.slice(11, 16)}`;
}
