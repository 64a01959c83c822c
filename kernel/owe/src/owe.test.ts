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
  escalate,
  handOver,
  hasten,
  isDay,
  nextOwner,
  offsetAt,
  open,
  OweError,
  postpone,
  readCalendar,
  readSpan,
  settle,
  startOf,
  type Calendar,
  type Obligation,
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

describe("owners", () => {
  it.each(vectors.owners)("$say", ({ ladder, next, ...standing }) => {
    if (next === null) expect(refusal(() => nextOwner(ladder, standing))).toBe("owe/nobody-eligible");
    else expect(nextOwner(ladder, standing)).toBe(next);
  });

  it("while one eligible person is on the ladder, somebody is always chosen, and only an eligible one", () => {
    const some = fc.subarray(["a", "b", "c", "d"]);
    fc.assert(
      fc.property(
        some,
        fc.record({ served: some, elsewhere: some, absent: some, eligible: some }),
        (ladder, standing) => {
          const can = ladder.filter((id) => standing.eligible.includes(id));
          const choose = () => nextOwner(ladder, standing);
          if (can.length === 0) expect(refusal(choose)).toBe("owe/nobody-eligible");
          else expect(can).toContain(choose());
        },
      ),
    );
  });
});

describe("one obligation", () => {
  const now = at("2026-11-23T02:00:00Z");
  const due = at("2026-11-26T10:00:00Z");
  const duty = { subject: "case-1", act: "answer", role: "intake", owner: "a", due, ladder: ["a", "b"], served: [] };
  const owed = open(duty, now);

  it("has an owner from the ladder and a date ahead from the start", () => {
    expect(owed).toEqual({ ...duty, served: ["a"], openedAt: now });
    expect(refusal(() => open({ ...duty, due: now }, now))).toBe("owe/due-in-past");
    expect(refusal(() => open({ ...duty, due: Number.NaN }, now))).toBe("owe/due-in-past");
    expect(refusal(() => open({ ...duty, owner: "mallory" }, now))).toBe("owe/not-on-ladder");
  });

  it("is settled by the act that is owed and by no other, once", () => {
    const settled = settle(owed, "answer", due);
    expect(settled.settledAt).toBe(due);
    expect(refusal(() => settle(owed, "update", due))).toBe("owe/other-act");
    expect(refusal(() => settle(settled, "answer", due))).toBe("owe/settled");
    expect(refusal(() => hasten(settled, now))).toBe("owe/settled");
  });

  it("comes earlier by hastening and later by postponing, within the limit", () => {
    expect(hasten(owed, due - 1).due).toBe(due - 1);
    expect(refusal(() => hasten(owed, due))).toBe("owe/not-earlier");
    expect(postpone(owed, due + 5, due + 5).due).toBe(due + 5);
    expect(refusal(() => postpone(owed, due, due + 5))).toBe("owe/not-later");
    expect(refusal(() => postpone(owed, due + 6, due + 5))).toBe("owe/beyond-limit");
  });

  it("changes hands with its date, to somebody who can and is here", () => {
    const here = { eligible: ["a", "b"], absent: [] };
    expect(handOver(owed, "b", here)).toEqual({ ...owed, owner: "b", served: ["a", "b"] });
    expect(refusal(() => handOver(owed, "a", here))).toBe("owe/same-owner");
    expect(refusal(() => handOver(owed, "c", here))).toBe("owe/not-eligible");
    expect(refusal(() => handOver(owed, "b", { ...here, absent: ["b"] }))).toBe("owe/absent");
  });
});

describe("missed dates", () => {
  const { calendar, afterMiss, obligation, steps } = vectors.escalation;
  const first: Obligation = { ...obligation, due: at(obligation.due), openedAt: at(obligation.openedAt) };
  const policy = { calendar: calendarOf(calendar), afterMiss: () => afterMiss };

  it("move a duty along the ladder, step by step", () => {
    let owed: readonly Obligation[] = [first];
    for (const step of steps) {
      const eligible = ["a", "b", "c"];
      const next = escalate(owed, policy, at(step.now), () => ({ eligible, elsewhere: [], absent: step.absent }));
      expect(next.told, step.say).toHaveLength(step.told);
      expect(next.obligations, step.say).toMatchObject([{ owner: step.owner, due: at(step.due) }]);
      owed = next.obligations;
    }
  });

  it("with nobody eligible left it stays where it is under a recurring date, and that is told", () => {
    const now = first.due;
    const next = escalate([first], policy, now, () => ({ eligible: [], elsewhere: [], absent: [] }));
    expect(next.told[1]).toMatchObject({ kind: "owed", owner: "a", stranded: true });
    expect(next.obligations[0]?.due).toBeGreaterThan(now);
  });

  it("leave settled duties and dates ahead as they are", () => {
    const settled = settle(first, "answer", first.due - 1);
    const later = { ...first, due: first.due + 1 };
    const next = escalate([settled, later], policy, first.due, () => ({ eligible: ["a"], elsewhere: [], absent: [] }));
    expect(next).toEqual({ obligations: [settled, later], told: [] });
  });
});
