import { dayOf, readCalendar, startOf } from "@niuniu/owe";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { begin, decide } from "./decide.ts";
import { NO_HEAD } from "./entry.ts";
import type { Person } from "./rules.ts";
import { nextInLine, tick } from "./tick.ts";
import { conforms, type Living } from "./testing/index.ts";
import { readToy, toyCodes, toyKind, type Toy, type ToyAct, type ToyAsked, type ToyPolicy } from "./testing/toy.ts";

const calendar = readCalendar({ offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" });
const START = startOf("2026-11-23", calendar);
const DAY = 86_400_000;
const people: readonly Person[] = [
  { id: "fang-yu", side: "employees" },
  { id: "gao-lin", side: "employer" },
  { id: "peng-xi", side: "outside" },
];
const policy: ToyPolicy = { answer: 5, afterMiss: 2 };

const asked = (now: number): ToyAsked => ({
  niuniu: "event v1",
  case: "0123456789ABCDEF",
  number: 1,
  kind: "asked",
  date: dayOf(now, calendar),
  question: "Will the night shift get a way home?",
});

const living: Living<Toy, null, { readonly kind: ToyAct["kind"]; readonly who: number; readonly whom: number }> = {
  kind: toyKind,
  policies: [policy, { answer: 1, afterMiss: 1 }],
  calendar,
  people,
  from: START,
  until: START + 10 * DAY,
  start: fc.constant(null),
  doing: fc.record({
    // Mostly handed over, so that lives are long.
    kind: fc.nat(9).map((n) => (n === 0 ? ("answer" as const) : ("hand-over" as const))),
    who: fc.nat(5),
    whom: fc.nat(2),
  }),
  parse: readToy,
  begin: (_start, setting) => {
    const { events, state } = begin(toyKind, asked(setting.now), setting);
    return { entries: events, state };
  },
  fields: ({ kind, who, whom }, { obligation }) => ({
    by: who < 3 ? (obligation?.owner ?? "fang-yu") : people[who - 3]?.id,
    kind,
    envelope: null,
    ...(kind === "answer" ? { text: "From January on." } : { to: people[whom]?.id }),
  }),
  mayBeAway: () => true,
};

conforms(living, { codes: toyCodes });

describe("a matter", () => {
  const setting = { policy, calendar, active: people, absent: [], struck: [], unread: 0, head: NO_HEAD };
  const begun = begin(toyKind, asked(START), { ...setting, now: START });
  const act = (extra: object, number = begun.events.length + 1): ToyAct => ({
    ...{ niuniu: "act v1", case: begun.state.case, number, previous: NO_HEAD, date: "2026-11-23" },
    ...{ by: begun.obligation?.owner ?? "", kind: "answer", envelope: null, text: "Yes." },
    ...extra,
  });
  const codeOf = (one: ToyAct, now = START): string => {
    try {
      decide(toyKind, begun.state, one, { ...setting, now });
      return "granted";
    } catch (error) {
      return (error as { readonly code: string }).code;
    }
  };

  it("refuses, under the name of its feature, what stands in the wrong place", () => {
    expect(codeOf(act({}))).toBe("granted");
    expect(codeOf(act({ case: "FEDCBA9876543210" }))).toBe("toy/wrong-case");
    expect(codeOf(act({}, 7))).toBe("toy/stale-head");
    expect(codeOf(act({ previous: "a".repeat(64) }))).toBe("toy/stale-head");
    expect(codeOf(act({ date: "2026-11-25" }))).toBe("toy/wrong-date");
    expect(codeOf(act({}), begun.obligation?.due)).toBe("toy/date-passed");
  });

  it("goes, when a date passes, to the person who was said to be next", () => {
    const watch = { policy, calendar, active: people, absent: [] };
    const next = nextInLine(toyKind, begun.state, watch);
    const missed = tick(toyKind, begun.state, begun.obligation?.due ?? 0, watch);
    expect(missed?.events.map(({ kind }) => kind)).toEqual(["missed", "owed"]);
    expect(missed?.obligation?.owner).toBe(next);
    expect(next).not.toBe(begun.obligation?.owner);
  });

  it("ends once nobody is in office, and nobody is said to have ended it", () => {
    const nobody = { policy, calendar, active: [], absent: [] };
    expect(toyKind.deserted(begun.state, START, nobody)).toMatchObject({ kind: "closed", why: "left" });
  });
});
