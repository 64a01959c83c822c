import { createHash } from "node:crypto";
import ical, { ICalCalendarMethod, ICalEventTransparency } from "ical-generator";
import { Refused } from "@niuniu/wire";
import { DUE, type Language } from "../message.ts";
import type { Context } from "./context.ts";
import { calendarOf, keepCalendar } from "./store.ts";

const hashOf = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Seconds in which a calendar is to read again; a secret of 32 bytes, base64url. */
const AGAIN = 14_400;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Makes a new secret address, or takes away the one there is. */
export async function setCalendar(
  { db, host }: Context,
  member: string,
  wanted: boolean,
): Promise<{ readonly address: string | null }> {
  const secret = wanted ? Buffer.from(host.random(32)).toString("base64url") : null;
  await keepCalendar(db, member, secret === null ? null : hashOf(secret));
  return { address: secret === null ? null : `${host.origin}/notices/calendar/${secret}` };
}

/**
 * Whole days on which something is due, from `today` on: one entry a day, however much is due then, and no time at all, which would
 * tell when a report came. `days` and `today`: "YYYY-MM-DD". `seed` makes its ids differ from those of other calendars.
 */
function calendarText(
  days: readonly string[],
  {
    language,
    link,
    seed,
    today,
  }: { readonly language: Language; readonly link: string; readonly seed: string; readonly today: string },
): string {
  const calendar = ical({
    ...{ name: "牛牛", method: ICalCalendarMethod.PUBLISH, ttl: AGAIN },
    prodId: { company: "Niuniu", product: "notices", language: language === "en" ? "EN" : "ZH" },
  });
  for (const day of [...new Set(days)].filter((one) => one >= today).toSorted()) {
    const start = new Date(`${day}T00:00:00Z`);
    calendar.createEvent({
      ...{ id: hashOf(`${seed} ${day}`).toString("hex").slice(0, 32), start, allDay: true, stamp: start },
      ...{ summary: DUE[language], url: link, transparency: ICalEventTransparency.TRANSPARENT },
    });
  }
  return calendar.toString();
}

/** The calendar under this secret. Refused "notices/no-calendar", whether there never was one, it was taken away, or its owner is in office no more. */
export async function feed({ db, host, ports }: Context, secret: string): Promise<string> {
  const chosen = SECRET.test(secret) ? await calendarOf(db, hashOf(secret)) : null;
  const office = await ports.members(host.now());
  if (chosen === null || !office.some(({ id }) => id === chosen.member)) throw new Refused("notices/no-calendar");
  const days = (await ports.dues(chosen.member)).map((due) => host.dayOf(due));
  const { language } = chosen;
  return calendarText(days, { language, link: `${host.origin}/desk`, seed: secret, today: host.dayOf(host.now()) });
}
