import { language } from "./language.ts";

const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
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

/** A month "YYYY-MM" as an axis writes it: "Nov" · "11月". */
export function formatMonth(month: string): string {
  const number = Number(month.slice(5, 7));
  return language() === "zh-CN" ? `${number}月` : (MONTHS[number - 1] ?? month);
}

/** How long from `now` until `instant`, in whole days and hours, rounded down; minutes only in the last hour. */
export function timeUntil(
  instant: number,
  now: number,
): { readonly unit: "day" | "hour" | "minute"; readonly count: number }[] {
  const left = Math.max(0, instant - now);
  const [days, hours, minutes] = [
    Math.floor(left / (24 * HOUR)),
    Math.floor(left / HOUR) % 24,
    Math.floor(left / MINUTE),
  ];
  if (left < HOUR) return [{ unit: "minute", count: minutes }];
  const parts = [
    { unit: "day", count: days },
    { unit: "hour", count: hours },
  ] as const;
  return parts.filter((part) => part.count > 0);
}
