import { readCalendar, type Calendar, type Day } from "@niuniu/owe";
import { tableOf, weekendIn } from "./holidays/places.ts";
import { BadTable, type Table, type Tables } from "./holidays/table.ts";
import { areSameClocks, clocksIn, reachFarEnough } from "./zones.ts";

/** Where an organisation is: whose clocks (a zone of the IANA database), whose holidays ("DE-BY"; null where nobody's), and tables of its own. */
export interface Where {
  readonly zone: string;
  readonly place: string | null;
  readonly own: Tables;
}

/** From July on the next year's table is looked for, and a calendar without it is no more what would be made now. */
const LOOKS_AHEAD = 6;

const yearOf = (now: number): number => new Date(now).getUTCFullYear();

/** "Berlin (DE-BY)": the city of a zone, and whose holidays. */
function nameOf({ zone, place }: Where): string {
  const city = zone.slice(zone.lastIndexOf("/") + 1).replaceAll("_", " ");
  return place === null ? city : `${city} (${place})`;
}

/**
 * The calendar of an organisation as it is made at `now` (ms since epoch): its clocks, the working hours of another one, and the tables of
 * this year and the next, as far as anybody has them. Throws BadTable for one with a workday that is worked anyway.
 */
export function calendarIn(where: Where, hours: Pick<Calendar, "weekend" | "closes">, now: number): Calendar {
  const { zone, place, own } = where;
  const found = [yearOf(now), yearOf(now) + 1].flatMap((year) => {
    const table = place === null ? null : tableOf(place, year, own)?.table;
    return table === null || table === undefined ? [] : [{ year, ...table }];
  });
  const weekend = (place === null ? null : weekendIn(place)) ?? hours.weekend;
  for (const table of found) refuseIdle(table, weekend);
  // What the later year's notice says of the last days of the one before holds.
  const days = new Map<Day, "off" | "work">();
  for (const { off, work } of found) {
    for (const day of off) days.set(day, "off");
    for (const day of work) days.set(day, "work");
  }
  const those = (what: "off" | "work"): readonly Day[] =>
    [...days].flatMap(([day, is]) => (is === what ? [day] : [])).toSorted();
  return readCalendar({
    ...{ niuniu: "calendar v3", name: nameOf(where), ...clocksIn(zone, now) },
    ...{
      weekend,
      holidays: those("off"),
      workdays: those("work"),
      years: found.map(({ year }) => year),
      closes: hours.closes,
    },
  });
}

function refuseIdle({ work, line }: Table, weekend: readonly number[]): void {
  const idle = work.find((day) => !weekend.includes(new Date(day).getUTCDay()));
  if (idle !== undefined) throw new BadTable(line, "not-weekend", idle);
}

/**
 * Whether a calendar that was made earlier is still what would be made now: the same place and hours, clocks that this machine agrees
 * with and that reach far enough, and the tables that are known of this year and, in its second half, of the next.
 */
export function isStillRight(made: Calendar, fresh: Calendar, now: number): boolean {
  const said = ({ niuniu, name, zone, weekend, closes }: Calendar): string =>
    JSON.stringify([niuniu, name, zone, weekend, closes]);
  if (said(made) !== said(fresh) || !reachFarEnough(made, now)) return false;
  if (!areSameClocks(made, fresh, now)) return false;
  return (fresh.years ?? []).every((year) => {
    if (made.years?.includes(year) === true) return daysOf(made, year) === daysOf(fresh, year);
    return year > yearOf(now) && new Date(now).getUTCMonth() < LOOKS_AHEAD;
  });
}

function daysOf({ holidays, workdays = [] }: Calendar, year: number): string {
  const within = (days: readonly Day[]): readonly Day[] => days.filter((day) => day.startsWith(`${year}-`));
  return JSON.stringify([within(holidays), within(workdays)]);
}
