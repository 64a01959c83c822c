import { describe, expect, it } from "vitest";
import { spansAway } from "../../away.ts";
import { absenceProblem, notesFor, withDays, withLast, type Days } from "./absence-note.ts";

describe("days away", () => {
  const today = "2026-11-22";
  it.each([
    [
      { from: "", until: "" },
      { with: "from", why: "no-days" },
    ],
    [
      { from: "2026-11-22", until: "" },
      { with: "until", why: "no-days" },
    ],
    [
      { from: "2026-11-21", until: "2026-11-25" },
      { with: "from", why: "past" },
    ],
    [
      { from: "2026-11-25", until: "2026-11-24" },
      { with: "until", why: "backwards" },
    ],
    [
      { from: "2026-11-22", until: "2027-01-21" },
      { with: "until", why: "long" },
    ],
    [{ from: "2026-11-22", until: "2027-01-20" }, null],
    [{ from: "2026-11-22", until: "2026-11-22" }, null],
  ] as const)("%j is answered with %j", (days, problem) => {
    expect(absenceProblem(days, today)).toEqual(problem);
  });
});

describe("a change of the days away", () => {
  const today = "2026-03-10";
  const days = (from: number, until: number): Days => ({ from: dayOf(from), until: dayOf(until) });
  const dayOf = (count: number): string => new Date(Date.UTC(2026, 2, 10 + count)).toISOString().slice(0, 10);
  const [now, soon, later] = [days(-3, 4), days(10, 12), days(20, 25)] as const;
  const all = [now, soon, later];

  it("is said by no more notes than it needs", () => {
    expect(notesFor([], [soon], today)).toEqual([soon]);
    expect(notesFor([now], withDays([now], soon), today)).toEqual([soon]);
    expect(notesFor(all, all, today)).toEqual([]);
    expect(notesFor([soon], [], today)).toEqual([{ from: today, until: "2026-03-09" }]);
    expect(notesFor([now], withLast([now], now, today), today)).toEqual([days(0, 0)]);
  });

  it("says again what it is not about", () => {
    // Somebody falls ill today who will be away twice later.
    expect(notesFor([soon, later], withDays([soon, later], days(0, 1)), today)).toEqual([days(0, 1), soon, later]);
    expect(notesFor(all, withLast(all, now, today), today)).toEqual([days(0, 0), soon, later]);
    expect(notesFor(all, withLast(all, soon, null), today)).toEqual([days(0, 4), later]);
    expect(notesFor([soon, later], withLast([soon, later], soon, null), today)).toEqual([days(0, -1), later]);
    expect(notesFor(all, withLast(all, later, dayOf(22)), today)).toEqual([days(20, 22)]);
  });

  it("of days within others cuts those in two, and of days around them takes them in", () => {
    expect(withDays([later], days(22, 23))).toEqual([days(20, 21), days(22, 23), days(24, 25)]);
    expect(withDays(all, days(3, 11))).toEqual([days(-3, 2), days(3, 11), days(12, 12), later]);
    expect(withDays([soon], days(9, 30))).toEqual([days(9, 30)]);
    expect(withLast(all, soon, dayOf(21))).toEqual([now, days(10, 21), days(22, 25)]);
  });

  it("comes to exactly the days that were meant, whatever was said before", () => {
    let seed = 7;
    const upTo = (most: number): number => (seed = (seed * 48_271) % 2_147_483_647) % (most + 1);
    const among = (spans: readonly Days[]): readonly string[] =>
      Array.from({ length: 60 }, (_, at) => dayOf(at)).filter((day) =>
        spans.some(({ from, until }) => from <= day && day <= until),
      );
    for (let round = 0; round < 300; round++) {
      let notes: readonly (Days & { readonly member: string })[] = [];
      for (let step = 0; step < 5; step++) {
        const spans = spansAway(notes, { member: "lin", today });
        const one = spans[upTo(spans.length)];
        const from = upTo(30);
        const wanted =
          one === undefined || step < 2
            ? withDays(spans, days(from, from + upTo(8)))
            : withLast(spans, one, one.from > today && upTo(1) === 0 ? null : dayOf(upTo(9) + Math.max(0, from)));
        const sound = wanted.filter((span) => span.from <= span.until);
        notes = [...notes, ...notesFor(spans, sound, today).map((span) => ({ member: "lin", ...span }))];
        expect(among(spansAway(notes, { member: "lin", today }))).toEqual(among(sound));
      }
    }
  });
});
