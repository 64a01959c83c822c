import { toHex } from "@niuniu/note";
import { addDays, type Day } from "@niuniu/owe";
import type { Random } from "@niuniu/seal";

const plain = (day: Day): string => day.replaceAll("-", "");

/**
 * A calendar entry for the day after `due`, which by then is kept or missed: a whole day, at nine a reminder, and nothing in it but `title`.
 * It names no page, no matter and no house; its name and the day it was made on are all that is added. `today`: of whoever makes it.
 */
export function reminderFor(
  title: string,
  { due, today, random }: { readonly due: Day; readonly today: Day; readonly random: Random },
): string {
  const day = addDays(due, 1);
  return [
    ...["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//-//EN", "BEGIN:VEVENT"],
    `UID:${toHex(random(16))}`,
    `DTSTAMP:${plain(today)}T000000Z`,
    `DTSTART;VALUE=DATE:${plain(day)}`,
    `DTEND;VALUE=DATE:${plain(addDays(day, 1))}`,
    `SUMMARY:${title}`,
    "TRANSP:TRANSPARENT",
    ...["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${title}`, "TRIGGER:PT9H", "END:VALARM"],
    ...["END:VEVENT", "END:VCALENDAR", ""],
  ].join("\r\n");
}
