import { dayIn, formatDay, MOMENT } from "./dates.ts";
import { language } from "./language.ts";

/** What clocks are ahead of UTC, by the name people know: "UTC+08:00", "UTC". */
const nameOf = (offset: string): string => (/^[+-]00:00$/.test(offset) ? "UTC" : `UTC${offset}`);

/**
 * How clocks stand in a calendar's zone at the instants (ms) that a page shows, and at `now`: "UTC+08:00", or where they are set in between
 * "UTC+01:00, from Sun 29 Mar UTC+02:00" · "UTC+01:00，3月29日起 UTC+02:00". Of the list in the calendar no more is said.
 */
export function clockWords(zone: string, shown: readonly number[], now: number): string {
  const [from, until] = [Math.min(now, ...shown), Math.max(now, ...shown)];
  const [first = "", ...texts] = zone.split(" ");
  const changes = texts.map((text) => ({ at: Date.parse(text.slice(0, MOMENT)), offset: text.slice(MOMENT) }));
  const before = changes.findLast(({ at }) => at <= from);
  const between = changes.filter(({ at }) => at > from && at <= until);
  const zh = language() === "zh-CN";
  const later = between.map(({ at, offset }) => {
    const [day, name] = [formatDay(dayIn(at, zone), now), nameOf(offset)];
    return zh ? `，${day}起 ${name}` : `, from ${day} ${name}`;
  });
  return nameOf(before?.offset ?? first) + later.join("");
}
