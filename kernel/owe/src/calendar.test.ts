import fc from "fast-check";
import { describe, expect, it } from "vitest";
import vectors from "../../../spec/vectors/owe.json" with { type: "json" };
import {
  addDays,
  closingOf,
  dayOf,
  daysBetween,
  dueAt,
  endOf,
  hasYear,
  isDay,
  isWorkingDay,
  offsetAt,
  OweError,
  readCalendar,
  readSpan,
  startOf,
  type Calendar,
  type Span,
} from "./index.ts";

const calendars = vectors.calendars as unknown as Readonly<Record<string, Calendar>>;
const at = (iso: string): number => Date.parse(iso);
const calendarOf = (name: string): Calendar => readCalendar(calendars[name]);

function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof OweError) return error.code;
    throw error;
  }
  return "granted";
}

describe("dates", () => {
  it.each(vectors.due)("$say", ({ calendar, from, span, due }) => {
    expect(new Date(dueAt(at(from), span as Span, calendarOf(calendar))).toISOString()).toBe(due);
  });

  it.each(vectors.days)("$day in $calendar, $say", ({ calendar: name, day, starts, closes, ends }) => {
    const calendar = calendarOf(name);
    const spelled = [startOf(day, calendar), closingOf(day, calendar), endOf(day, calendar)];
    expect(spelled.map((instant) => new Date(instant).toISOString())).toEqual([starts, closes, ends]);
    expect([dayOf(at(starts) - 1, calendar), dayOf(at(starts), calendar)]).toEqual([addDays(day, -1), day]);
    expect([dayOf(at(ends), calendar), dayOf(at(ends) + 1, calendar)]).toEqual([day, addDays(day, 1)]);
  });

  it.each(vectors.refusedCalendars)("a calendar is refused for $say", ({ offset }) => {
    expect(refusal(() => readCalendar({ ...calendars["berlin"], offset }))).toBe("owe/bad-calendar");
  });

  it.each(vectors.refusedTables)("a table is refused for $say", (refused) => {
    const { say, ...other } = refused;
    const office = calendars["shanghai office"];
    expect(JSON.stringify(readCalendar(office))).toBe(JSON.stringify(office));
    expect(
      refusal(() => readCalendar({ ...office, ...other })),
      say,
    ).toBe("owe/bad-calendar");
  });

  it("says of a third calendar whether it has a year’s table, and of no other", () => {
    const has = (name: string, year: number) => hasYear(calendarOf(name), year);
    expect([has("shanghai office", 2026), has("shanghai office", 2027), has("shanghai", 2026)]).toEqual([
      true,
      false,
      null,
    ]);
  });

  it.each(vectors.refused)("a span of $say is refused", ({ span }) => {
    expect(refusal(() => readSpan(span))).toBe("owe/bad-span");
  });

  const span = fc.oneof(
    fc.integer({ min: 1, max: 200 }).map((workingDays): Span => ({ workingDays })),
    fc.integer({ min: 1, max: 400 }).map((days): Span => ({ days })),
    fc.integer({ min: 1, max: 400 }).map((hours): Span => ({ hours })),
  );
  const moment = fc.integer({ min: at("2024-01-01T00:00:00Z"), max: at("2040-01-01T00:00:00Z") });

  it("a date always lies ahead, and whoever starts later is never due earlier", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(calendars)),
        span,
        moment,
        fc.nat(90_000_000),
        (name, given, from, more) => {
          const due = dueAt(from, given, calendarOf(name));
          expect(due).toBeGreaterThan(from);
          expect(dueAt(from + more, given, calendarOf(name))).toBeGreaterThanOrEqual(due);
        },
      ),
    );
  });

  it("a day is one that exists, and the days follow each other as everybody counts them", () => {
    const utc = { offset: "+00:00", weekend: [0, 6], holidays: [], closes: "18:00" };
    const ahead = { ...utc, offset: "+08:00" };
    for (let day = at("1996-01-01T00:00:00Z"); day < at("2104-01-01T00:00:00Z"); day += 86_400_000) {
      const written = new Date(day).toISOString().slice(0, 10);
      if (dayOf(day, utc) !== written || !isDay(written) || startOf(written, ahead) !== day - 28_800_000) {
        expect.fail(written);
      }
    }
    const none = ["2026-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-06-00", "1900-02-29", "3000-01-01"];
    expect(none.filter(isDay)).toEqual([]);
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(daysBetween("2026-12-31", "2027-03-01")).toBe(60);
  });

  /** Clocks that somebody has set again and again, as any calendar may list it. */
  const clocks = fc
    .record({
      first: fc.integer({ min: -44, max: 44 }),
      changes: fc.array(
        fc.record({
          days: fc.integer({ min: 2, max: 200 }),
          minute: fc.nat(1439),
          by: fc.constantFrom(-12, -4, -2, 2, 4, 8, 12),
        }),
        { maxLength: 20 },
      ),
      closes: fc.constantFrom("00:00", "02:30", "18:00", "23:20", "23:59"),
    })
    .map(({ first, changes, closes }) => {
      const spell = (quarters: number): string => {
        const minutes = Math.abs(quarters) * 15;
        const two = (count: number): string => String(count).padStart(2, "0");
        return `${quarters < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
      };
      let [now, moment, offset] = [first, at("2025-01-01T00:00:00Z"), spell(first)];
      for (const { days, minute, by } of changes) {
        moment += (days + 1) * 86_400_000;
        now += by;
        const when = new Date(moment + minute * 60_000).toISOString().slice(0, 16);
        offset += ` ${when}Z${spell(now)}`;
      }
      return { ...calendarOf("berlin"), offset, closes };
    })
    .filter((calendar) => refusal(() => readCalendar(calendar)) === "granted");

  it("days follow each other without gap or overlap, whenever clocks are set", () => {
    fc.assert(
      fc.property(clocks, moment, (calendar, instant) => {
        const day = dayOf(instant, calendar);
        const [starts, closes, ends] = [startOf(day, calendar), closingOf(day, calendar), endOf(day, calendar)];
        expect(instant).toBeGreaterThanOrEqual(starts);
        expect(instant).toBeLessThanOrEqual(ends);
        expect(startOf(addDays(day, 1), calendar)).toBe(ends + 1);
        expect([dayOf(starts, calendar), dayOf(ends, calendar)]).toEqual([day, day]);
        expect(closes).toBeGreaterThanOrEqual(starts);
        expect(dayOf(closes, calendar)).toBe(day);
        // What clocks show at closing time is closing time, unless it is skipped on that day.
        const shown = new Date(closes + offsetAt(calendar.offset, closes)).toISOString().slice(11, 16);
        const skipped = closes === ends + 1 - 60_000 ? ends + 1 : closes;
        if (shown !== calendar.closes)
          expect(offsetAt(calendar.offset, skipped)).toBeGreaterThan(offsetAt(calendar.offset, skipped - 1));
        expect(closingOf(addDays(day, 1), calendar)).toBeGreaterThan(closes);
      }),
      { numRuns: 2_000 },
    );
  });

  it("a date lies ahead and is never earlier for a later start, whenever clocks are set", () => {
    fc.assert(
      fc.property(clocks, span, moment, fc.nat(90_000_000), (calendar, given, from, more) => {
        const due = dueAt(from, given, calendar);
        expect(due).toBeGreaterThan(from);
        expect(dueAt(from + more, given, calendar)).toBeGreaterThanOrEqual(due);
      }),
      { numRuns: 1_000 },
    );
  });

  /** Any third calendar: weekends, holidays in long runs, weekend days that are worked around them, and clocks that are set. */
  const tables = fc
    .record({
      clock: clocks,
      weekend: fc.subarray([0, 1, 2, 3, 4, 5, 6], { maxLength: 6 }),
      runs: fc.array(fc.record({ starts: fc.nat(2_000), lasts: fc.integer({ min: 1, max: 40 }) }), { maxLength: 12 }),
      worked: fc.array(fc.nat(2_040), { maxLength: 200 }),
      years: fc.subarray([2025, 2026, 2027, 2028, 2029]),
    })
    .map(({ clock, weekend, runs, worked, years }): Calendar => {
      const day = (count: number): string => addDays("2025-01-01", count);
      const inOrder = (days: readonly string[]): readonly string[] => [...new Set(days)].toSorted();
      const holidays = inOrder(
        runs.flatMap(({ starts, lasts }) => Array.from({ length: lasts }, (_, at) => day(starts + at))),
      );
      const isIdle = (one: string): boolean => weekend.includes(new Date(one).getUTCDay()) && !holidays.includes(one);
      const { zone = "", until = "", offset, closes } = clock;
      return readCalendar({
        ...{ niuniu: "calendar v3", name: "any", zone, until, offset, closes },
        ...{ weekend, holidays, workdays: inOrder(worked.map(day)).filter(isIdle), years },
      });
    });
  const within = fc.integer({ min: at("2024-12-01T00:00:00Z"), max: at("2031-01-01T00:00:00Z") });

  it("what has just begun is not overdue, and a later start is never due earlier, whatever days are off or worked", () => {
    fc.assert(
      fc.property(tables, span, within, fc.nat(90_000_000), (calendar, given, from, more) => {
        const due = dueAt(from, given, calendar);
        expect(due).toBeGreaterThan(from);
        expect(dueAt(from + more, given, calendar)).toBeGreaterThanOrEqual(due);
      }),
      { numRuns: 1_000 },
    );
  });

  it("so many working days are as many days on which people work, the last one of them, counted one by one", () => {
    fc.assert(
      fc.property(tables, fc.integer({ min: 1, max: 60 }), within, (calendar, workingDays, from) => {
        const last = dayOf(dueAt(from, { workingDays }, calendar), calendar);
        let [day, worked] = [dayOf(from, calendar), 0];
        while (day < last) worked += Number(isWorkingDay((day = addDays(day, 1)), calendar));
        expect([worked, isWorkingDay(last, calendar)]).toEqual([workingDays, true]);
      }),
      { numRuns: 500 },
    );
  });

  it("a day more to work makes no date later, and a day more off none earlier", () => {
    fc.assert(
      fc.property(tables, span, within, fc.nat(2_000), (calendar, given, from, count) => {
        const day = addDays("2025-01-01", count);
        const isWeekend = calendar.weekend.includes(new Date(day).getUTCDay());
        const workdays = calendar.workdays?.filter((one) => one !== day) ?? [];
        const holidays = calendar.holidays.filter((one) => one !== day);
        const idle = { ...calendar, workdays, holidays: isWeekend ? holidays : [...holidays, day] };
        const busy = { ...calendar, workdays: isWeekend ? [...workdays, day] : workdays, holidays };
        expect(isWorkingDay(day, busy) && !isWorkingDay(day, idle)).toBe(true);
        expect(dueAt(from, given, idle)).toBeGreaterThanOrEqual(dueAt(from, given, busy));
      }),
      { numRuns: 500 },
    );
  });

  it("a year without a table is counted by its weekends, on both sides of the turn of the year", () => {
    const bare = fc.record({ calendar: tables, workingDays: fc.integer({ min: 1, max: 200 }), from: within });
    fc.assert(
      fc.property(bare, ({ calendar, workingDays, from }) => {
        const since = `${new Date(from).getUTCFullYear()}-01-01`;
        const before = (days: readonly string[] = []): readonly string[] => days.filter((day) => day < since);
        const { holidays, workdays = [] } = calendar;
        const gone = { ...calendar, holidays: before(holidays), workdays: before(workdays), years: [] };
        const weekends = { ...calendar, holidays: [], workdays: [], years: [] };
        expect(dueAt(from, { workingDays }, gone)).toBe(dueAt(from, { workingDays }, weekends));
      }),
      { numRuns: 300 },
    );
  });

  it("a calendar from outside is read exactly or not at all", () => {
    const good = { offset: "+08:00", weekend: [0, 6], holidays: ["2026-10-01"], closes: "18:00" };
    expect(readCalendar(good)).toEqual(good);
    const bad = [
      null,
      { ...good, offset: "CST" },
      { ...good, closes: "24:00" },
      { ...good, weekend: [0, 1, 2, 3, 4, 5, 6] },
      { ...good, weekend: [6, 6] },
      { ...good, weekend: "0,6" },
      { ...good, holidays: ["2026-02-30"] },
      { ...good, more: true },
    ];
    for (const calendar of bad) expect(refusal(() => readCalendar(calendar))).toBe("owe/bad-calendar");
    const second = calendars["berlin"];
    expect(JSON.stringify(readCalendar(second))).toBe(JSON.stringify(second));
    const badSecond = [
      { ...second, niuniu: "calendar v3" },
      { ...second, workdays: [], years: [] },
      { ...second, zone: "Europe / Berlin" },
      { ...second, zone: "x".repeat(65) },
      { ...second, until: "2026-02-30" },
      { ...second, until: undefined },
      { ...good, zone: "Asia/Shanghai" },
      { ...good, offset: second?.offset },
      { ...second, more: true },
    ];
    for (const calendar of badSecond) expect(refusal(() => readCalendar(calendar))).toBe("owe/bad-calendar");
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(["granted", "owe/bad-calendar"]).toContain(refusal(() => readCalendar(anything)));
        expect(["granted", "owe/bad-span"]).toContain(refusal(() => readSpan(anything)));
        isDay(anything);
      }),
    );
  });

  it("a calendar in which nobody ever works is refused rather than searched for ever", () => {
    const days = Array.from({ length: 60 }, (_, count) =>
      dayOf(at("2026-01-01T00:00:00Z") + count * 86_400_000, calendarOf("dubai")),
    );
    const calendar = { offset: "+00:00", weekend: [0, 1, 2, 3, 4, 5, 6], holidays: days, closes: "18:00" };
    expect(refusal(() => dueAt(at("2026-01-01T00:00:00Z"), { workingDays: 1 }, calendar))).toBe("owe/bad-calendar");
  });
});
