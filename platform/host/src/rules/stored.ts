import { splitNote } from "@niuniu/note";
import { dayOf, readCalendar, type Calendar } from "@niuniu/owe";
import { readPublic } from "@niuniu/record";
import { readStatement } from "@niuniu/roster";
import { CALENDAR } from "@niuniu/wire";
import type { Database } from "../database.ts";
import type { DayOf } from "../days.ts";
import type { Pair } from "./rulebook.ts";
import { calendarIn, isStillRight } from "./zones.ts";

/** The hashes that the newest published statement names, as it is stored; null before the first. */
export async function newestNamed(db: Database): Promise<Pair | null> {
  const rows = await db.selectFrom("record_entry").select("text").where("kind", "=", "roster").execute();
  const read = rows.flatMap(({ text }) => {
    try {
      return text === null ? [] : [readStatement(splitNote(readPublic(text).body).text)];
    } catch {
      // Whoever keeps the statements says what is wrong with them; here it is about a date.
      return [];
    }
  });
  const [newest] = read.toSorted((a, b) => b.number - a.number);
  return newest === undefined ? null : { policy: newest.policy, calendar: newest.calendar };
}

async function storedCalendars(db: Database): Promise<ReadonlyMap<string, Calendar>> {
  const rows = await db.selectFrom("host_text").selectAll().execute();
  return new Map(
    rows.flatMap(({ hash, text }) => {
      try {
        return [[hash, readCalendar(JSON.parse(text))] as const];
      } catch {
        // A policy.
        return [];
      }
    }),
  );
}

/** The organisation's day while no server runs, by the calendar that the newest stored statement names. */
export async function storedDayOf(db: Database): Promise<DayOf> {
  const named = await newestNamed(db);
  const calendar = (await storedCalendars(db)).get(named?.calendar ?? "") ?? readCalendar(CALENDAR);
  return (instant) => dayOf(instant, calendar);
}

/** The calendar of an organisation in this zone as it would be made at `now` (ms); the reviewed one where nobody has said where it is. */
export function calendarFor(zone: string | null, now: number): Calendar {
  const reviewed = readCalendar(CALENDAR);
  return zone === null ? reviewed : readCalendar(calendarIn(zone, reviewed, now));
}

/**
 * The calendar that this server brings: in the zone where the organisation is, with the reviewed working hours; or the reviewed one
 * as it is, where nobody has said. One that was made before and is still right stays: its hash may be signed.
 */
export async function broughtCalendar(db: Database, zone: string | null, now: number): Promise<Calendar> {
  const fresh = calendarFor(zone, now);
  if (zone === null) return fresh;
  const before = [...(await storedCalendars(db)).entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return before.find(([, made]) => isStillRight(made, fresh, now))?.[1] ?? fresh;
}
