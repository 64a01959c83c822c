import { splitNote } from "@niuniu/note";
import { dayOf, readCalendar, type Calendar } from "@niuniu/owe";
import { readPublic } from "@niuniu/record";
import { readStatement } from "@niuniu/roster";
import { CALENDAR } from "@niuniu/wire";
import type { Database } from "../database.ts";
import type { DayOf } from "../days.ts";
import type { Pair } from "./rulebook.ts";
import { calendarIn, isStillRight, type Where } from "./making.ts";

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

/** Every calendar that is stored here, by its hash. */
export async function storedCalendars(db: Database): Promise<ReadonlyMap<string, Calendar>> {
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

/** The calendar of an organisation as it would be made at `now` (ms); the reviewed one where nobody has said where it is. */
export function calendarFor(where: Where | null, now: number): Calendar {
  const reviewed = readCalendar(CALENDAR);
  return where === null ? reviewed : calendarIn(where, reviewed, now);
}

/**
 * The calendar that this server brings: of the place where the organisation is, with the reviewed working hours; or the reviewed one
 * as it is, where nobody has said. One that was made before and is still right stays, the signed one before any other.
 */
export async function broughtCalendar(db: Database, where: Where | null, now: number): Promise<Calendar> {
  const fresh = calendarFor(where, now);
  if (where === null) return fresh;
  const signed = (await newestNamed(db))?.calendar ?? "";
  const first = ([hash]: readonly [string, unknown]): string => (hash === signed ? "" : hash);
  const before = [...(await storedCalendars(db))].toSorted((a, b) => (first(a) < first(b) ? -1 : 1));
  return before.find(([, made]) => isStillRight(made, fresh, now))?.[1] ?? fresh;
}
