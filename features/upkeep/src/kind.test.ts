import { begin, hear } from "@niuniu/matter";
import { conforms, type Living } from "@niuniu/matter/testing";
import { addDays, dayOf, readCalendar, startOf, type Instant } from "@niuniu/owe";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstHoursOf } from "./first-hours.ts";
import { upkeepKind } from "./kind.ts";
import { parseEntry } from "./parse.ts";
import { readSection, SECTION, type Policy } from "./policy.ts";
import { refusals } from "./refusals.ts";
import { waitingOf, wantedOf } from "./wanted.ts";
import type { Begun, Upkeep, UpkeepAct, UpkeepState, What } from "./terms.ts";

const calendar = readCalendar({ offset: "+08:00", weekend: [0, 6], holidays: [], closes: "18:00" });
const START = startOf("2026-11-23", calendar);
const DAY = 86_400_000;
const policy = readSection(SECTION);
const people = [
  { id: "fang-yu", side: "employees" },
  { id: "gao-lin", side: "employer" },
  { id: "lin-wei", side: "employees" },
  { id: "peng-xi", side: "outside" },
] as const;

const begunAs = (now: Instant, what: What, days = 5, signed: readonly string[] = []): Begun => ({
  niuniu: "event v1",
  case: "0123456789ABCDEF",
  number: 1,
  kind: "begun",
  date: dayOf(now, calendar),
  what,
  subject: "1",
  statement: "a".repeat(64),
  until: addDays(dayOf(now, calendar), days),
  signed,
});

interface Doing {
  readonly kind: UpkeepAct["kind"];
  readonly who: number;
  readonly whom: number;
}

const reviewed = (day: string) => {
  const [medical, legal] = [
    { name: "Li Wen", profession: "doctor" },
    { name: null, profession: "lawyer" },
  ];
  return { texts: "c".repeat(64), day, medical, legal };
};

const living: Living<Upkeep, { readonly what: What; readonly days: number }, Doing> = {
  kind: upkeepKind,
  policies: [policy, { ...policy, confirm: 1, afterMiss: 1 } satisfies Policy],
  calendar,
  people,
  from: START,
  until: START + 10 * DAY,
  start: fc.record({
    what: fc.constantFrom<What>("statement", "restore", "seat", "way", "alarm", "first-hours"),
    days: fc.integer({ min: -3, max: 20 }),
  }),
  doing: fc.record({
    kind: fc.constantFrom("done", "return", "return", "hand-over", "hand-over", "confirm"),
    who: fc.nat(6),
    whom: fc.nat(3),
  }),
  parse: parseEntry,
  begin: ({ what, days }, setting) => {
    const { events, state } = begin(upkeepKind, begunAs(setting.now, what, days), setting);
    return { entries: events, state };
  },
  fields: ({ kind, who, whom }, { obligation, what, day }) => ({
    by: who < 3 ? (obligation?.owner ?? "fang-yu") : people[who - 3]?.id,
    kind,
    envelope: null,
    ...(kind === "done" && what === "first-hours" ? { reviewed: reviewed(day) } : {}),
    ...(kind === "hand-over" ? { to: people[whom]?.id } : kind === "confirm" ? {} : { text: "Put back on Monday." }),
  }),
  mayBeAway: () => true,
};

conforms(living, { codes: Object.keys(refusals), acts: ["do", "confirm"] });

it("is not overdue as it begins, whenever that is, whatever days are off or worked around it and whichever years have a table", () => {
  const clocks = {
    zone: "Europe/Berlin",
    until: "2038-12-31",
    offset: "+01:00 2026-03-29T01:00Z+02:00",
    closes: "00:00",
  };
  const table = fc
    .record({ off: fc.array(fc.nat(1_100)), worked: fc.array(fc.nat(1_100)), years: fc.subarray([2026, 2027, 2028]) })
    .map(({ off, worked, years }) => {
      const days = (counts: readonly number[]) => [...new Set(counts.map((n) => addDays("2026-01-01", n)))].toSorted();
      const [weekend, holidays] = [[0, 6], days(off.flatMap((n) => [n, n + 1, n + 2, n + 3]))];
      const isIdle = (day: string) => weekend.includes(new Date(day).getUTCDay()) && !holidays.includes(day);
      const workdays = days(worked).filter(isIdle);
      return readCalendar({ niuniu: "calendar v3", name: "any", ...clocks, weekend, holidays, workdays, years });
    });
  let begun = 0;
  const moment = fc.integer({ min: Date.UTC(2026, 0, 2), max: Date.UTC(2028, 11, 31) });
  fc.assert(
    fc.property(table, moment, fc.nat(500), (given, now, ago) => {
      const from = addDays(dayOf(now, given), -ago);
      const seats = people.map(({ id }) => ({ id, until: id === "gao-lin" ? addDays(from, 380) : null }));
      const statements = [{ number: 1, from, until: addDays(from, 365), seats, witnesses: [] }];
      const on = { policy, calendar: given, now };
      const asking = [{ name: "a".repeat(64), ends: now + 1, signed: [] }];
      const house = waitingOf({ asking, adopted: [], ways: ["b".repeat(64)] }, on);
      const facts = { statements, calendar: given };
      const texts = firstHoursOf({ hash: "c".repeat(64), reviews: [], turns: 0 }, facts, on);
      for (const wanted of [...wantedOf(facts, on), ...house, ...texts]) {
        const first = { ...begunAs(now, wanted.what), ...wanted, date: dayOf(now, given) };
        const { state } = begin(upkeepKind, first, { ...setting, calendar: given, now });
        expect(state.obligation?.due ?? 0, `${wanted.what} ${wanted.subject}`).toBeGreaterThan(now);
        begun += 1;
      }
    }),
  );
  expect(begun).toBeGreaterThan(200);
});

const setting = { policy, calendar, active: people, absent: [], struck: [], unread: 0 };
/** One that begins, and what happens to it: by its owner where nobody is named. */
function lived(what: What, signed: readonly string[] = []) {
  let now = START + 10 * 3_600_000;
  const first = begin(upkeepKind, begunAs(now, what, 5, signed), { ...setting, now });
  let state: UpkeepState = first.state;
  const kinds: string[] = first.events.map(({ kind }) => kind);
  const take = (after: {
    readonly events: readonly { readonly kind: string }[];
    readonly state: UpkeepState;
  }): void => {
    kinds.push(...after.events.map(({ kind }) => kind));
    state = after.state;
  };
  return {
    kinds,
    now: () => state,
    pass: (days: number) => void (now += days * DAY),
    says: (
      event: { readonly kind: "signed"; readonly who: string } | { readonly kind: "settled"; readonly how: "over" },
    ) => {
      const frame = {
        niuniu: "event v1",
        case: state.case,
        number: state.entries + 1,
        date: dayOf(now, calendar),
      } as const;
      take(hear(upkeepKind, state, { ...frame, ...event }, { ...setting, now }));
    },
    act: (kind: UpkeepAct["kind"], more: object = {}, by = state.obligation?.owner ?? "") => {
      const frame = {
        niuniu: "act v1",
        case: state.case,
        number: state.entries + 1,
        previous: "0".repeat(64),
        by,
        kind,
      };
      const act = { ...frame, date: dayOf(now, calendar), envelope: null, ...more } as UpkeepAct;
      const consequence = upkeepKind.judge(state, act, now, setting);
      const after = upkeepKind.fold(state, act, setting);
      kinds.push(kind);
      state = after;
      if (consequence?.kind === "closed") {
        take({
          events: [{ kind: "closed" }],
          state: upkeepKind.fold(after, { ...closed(after), ...consequence }, setting),
        });
      } else if (consequence !== null) {
        const { owner, role, due, why } = consequence;
        const owed = { ...event(after, "owed"), why, role, act: consequence.act, owner, due: dayOf(due, calendar) };
        take({ events: [owed], state: upkeepKind.fold(after, owed, { ...setting, due }) });
      }
    },
  };
  function event<Kind extends string>(at: UpkeepState, kind: Kind) {
    return { niuniu: "event v1", case: at.case, number: at.entries + 1, kind, date: dayOf(now, calendar) } as const;
  }
  function closed(at: UpkeepState) {
    return event(at, "closed");
  }
}

const sideOf = (id: string | undefined) => people.find((one) => one.id === id)?.side;
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "granted";
  } catch (error) {
    return (error as { readonly code: string }).code;
  }
};

describe("what the committee owes its own house", () => {
  it("is over only once somebody of another side confirms that it was done", () => {
    const one = lived("restore");
    const keeper = one.now().obligation?.owner;
    one.act("done", { text: "Backup of Friday put back: 4,312 rows, 12 minutes." });
    const second = one.now().obligation;
    expect(second).toMatchObject({ act: "confirm", role: "confirming" });
    expect(sideOf(second?.owner)).not.toBe(sideOf(keeper));
    expect(codeOf(() => one.act("confirm", {}, keeper))).toBe("upkeep/not-yours");
    one.act("confirm");
    expect(one.now()).toMatchObject({ obligation: null, end: "confirmed", misses: 0 });
  });

  it("of the first hours is over once it was said who read which texts, and confirmed; what was sent back is said anew", () => {
    const one = lived("first-hours");
    expect(codeOf(() => one.act("done", { text: "Read." }))).toBe("upkeep/who-read-it");
    expect(codeOf(() => lived("restore").act("done", { text: "Read.", reviewed: reviewed("2026-11-20") }))).toBe(
      "upkeep/who-read-it",
    );
    one.act("done", { text: "Nothing.", reviewed: reviewed("2026-11-20") });
    one.act("return", { text: "The lawyer has seen another text." });
    one.act("done", { text: "Nothing.", reviewed: reviewed("2026-11-22") });
    one.act("confirm");
    expect(one.now()).toMatchObject({ end: "confirmed", reviewed: reviewed("2026-11-22") });
  });

  it("goes to somebody else when it was not done, and to say so late costs a miss", () => {
    const one = lived("restore");
    const keeper = one.now().obligation?.owner;
    one.pass(7);
    one.act("done", { text: "Done." });
    one.act("return", { text: "There is no log of it." });
    expect(one.now()).toMatchObject({ role: "keeping", keeper: null, misses: 1 });
    expect(one.now().obligation?.owner).not.toBe(keeper);
  });

  it("by going to and fro gains no date before the first", () => {
    const one = lived("restore");
    one.act("done", { text: "Done." });
    one.act("return", { text: "No." });
    // Two working days after a return, or the day it was to be done by, whichever is later.
    expect(dayOf(one.now().obligation?.due ?? 0, calendar)).toBe(one.now().until);
    expect(one.now().misses).toBe(0);
  });

  it("that ends by a fact is not ended by saying so", () => {
    for (const what of ["statement", "countersign"] as const) {
      expect(codeOf(() => lived(what).act("done", { text: "Done." }))).toBe("upkeep/ends-by-itself");
    }
  });

  it("asks nobody to sign who has, and the next in turn once its owner has", () => {
    const one = lived("countersign", ["fang-yu"]);
    const owner = one.now().obligation?.owner ?? "";
    expect(owner).not.toBe("fang-yu");
    const due = one.now().obligation?.due;
    one.says({ kind: "signed", who: owner });
    expect(one.now().obligation?.owner).not.toBe(owner);
    expect(one.now().obligation?.due).toBe(due);
    expect(codeOf(() => one.says({ kind: "signed", who: owner }))).toBe("upkeep/signed-before");
    const other = people
      .map(({ id }) => id)
      .find((id) => !one.now().signed.includes(id) && id !== one.now().obligation?.owner);
    one.says({ kind: "signed", who: other ?? "" });
    one.says({ kind: "signed", who: one.now().obligation?.owner ?? "" });
    // Everybody has: nobody is left who could owe it.
    expect(one.now().obligation).toBeNull();
  });

  it("is over once what was proposed is gone", () => {
    const one = lived("countersign");
    one.says({ kind: "settled", how: "over" });
    expect(one.now()).toMatchObject({ obligation: null, end: "over" });
    expect(codeOf(() => one.says({ kind: "settled", how: "over" }))).toBe("upkeep/closed");
  });

  it("is ended by no fact that is not one of its own, whatever a server says", () => {
    for (const what of [
      "restore",
      "rehearsal",
      "policy",
      "statement",
      "seat",
      "calendar",
      "way",
      "first-hours",
    ] as const) {
      expect(codeOf(() => lived(what).says({ kind: "settled", how: "over" }))).toBe("upkeep/ends-otherwise");
    }
  });
});
