import { NO_HEAD, type Person } from "@niuniu/matter";
import { listen, replay, reassign, tick } from "./kind.ts";
import type { Witness } from "./terms.ts";
import { dayOf, startOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triedBy } from "./cannot-open.ts";
import { decide, type Context } from "./decide.ts";
import { type Act, type Entry, type OwedEvent } from "./events.ts";
import { wouldStrand } from "./leaving.ts";
import { parseEntry } from "./parse.ts";
import { DEFAULT, type Policy } from "./policy.ts";
import { refusals } from "./refusals.ts";
import { versions } from "./rules-version.ts";
import type { CaseState } from "./state.ts";

const { calendar } = DEFAULT;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = startOf("2026-11-23", calendar);
const hash = "a".repeat(64);
const everybody: readonly Person[] = [
  { id: "chen-lan", side: "employees" },
  { id: "wu-hao", side: "employees" },
  { id: "li-na", side: "employer" },
  { id: "outside-lin", side: "outside" },
  { id: "zhou-qiming", side: "employer" },
];
const ids = everybody.map((person) => person.id);
const kinds = [
  "open",
  "answer",
  "note",
  "stage",
  "outcome",
  "junk",
  "cannot-open",
  "hand-over",
  "postpone",
  "rewrap",
  "say",
  "unanswered",
  "seen",
  "contest",
] as const;

interface Move {
  readonly wait: number;
  readonly kind: (typeof kinds)[number] | "away";
  readonly who: number;
  readonly whom: number;
  readonly about: number;
  readonly day: number;
}
const move: fc.Arbitrary<Move> = fc.record({
  wait: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 20 * 24 * 60 })).map((n) => n * MINUTE),
  // Mostly idle committees and honest owners now and then, so that long histories come about.
  kind: fc.oneof(fc.constantFrom(...kinds), fc.constant("open" as const), fc.constant("away" as const)),
  who: fc.integer({ min: 0, max: 9 }),
  whom: fc.integer({ min: 0, max: 4 }),
  about: fc.integer({ min: 0, max: 9 }),
  day: fc.integer({ min: 0, max: 12 }),
});
const life = fc.record({
  version: fc.constantFrom(...versions),
  urgency: fc.constantFrom("crisis" as const, "ordinary" as const),
  start: fc.integer({ min: 0, max: 10 * 24 * 60 }).map((n) => START + n * MINUTE),
  readers: fc.subarray(ids, { minLength: 2 }).filter((some) => some.length > 2 || some.includes("outside-lin")),
  unread: fc.constantFrom(0, 500),
  moves: fc.array(move, { maxLength: 40 }),
});
type Script = typeof life extends fc.Arbitrary<infer Value> ? Value : never;

/** The rules a script is lived under: whatever is true of them is to be true of every version. */
const under = ({ version }: Pick<Script, "version">): Policy => ({ ...DEFAULT.policy, niuniu: version });

interface Lived {
  readonly policy: Policy;
  readonly entries: readonly Entry[];
  readonly state: CaseState;
  readonly now: number;
}

/** Lives a script through: the server ticks at every date, people act or do not, allowed or not. `watch` sees every state. */
function liveThrough(script: Script, watch: (state: CaseState, now: number) => void): Lived {
  const entries: Entry[] = [];
  let now = script.start;
  let absent: readonly string[] = [];
  const context = (): Context => ({
    policy: under(script),
    calendar,
    active: everybody,
    absent,
    struck: [],
    unread: script.unread,
    head: NO_HEAD,
    statement: hash,
  });
  const sign = (fields: object): Act =>
    parseEntry({
      niuniu: "act v1",
      case: "0123456789ABCDEF",
      number: entries.length + 1,
      previous: NO_HEAD,
      date: dayOf(now, calendar),
      envelope: hash,
      ...fields,
    }) as Act;
  const report = sign({
    by: "reporter",
    kind: "report",
    class: script.urgency,
    statement: hash,
    wraps: [...script.readers, "reporter"],
    wrapHashes: [...script.readers, "reporter"].map((_, at) => String(at).padStart(64, "0")),
  });
  const begun = decide(null, report, now, context());
  entries.push(report, ...begun.events);
  let state = begun.state;
  const take = (next: { readonly events: readonly Entry[]; readonly state: CaseState } | null, act?: Act): void => {
    if (next === null) return;
    entries.push(...(act === undefined ? [] : [act]), ...next.events);
    state = next.state;
    watch(state, now);
  };
  watch(state, now);
  for (const one of script.moves) {
    const until = now + one.wait;
    while (state.obligation !== null && state.obligation.due <= until) {
      now = state.obligation.due;
      take(tick(state, now, context()));
    }
    now = until;
    if (one.kind === "away") {
      const next = absent.includes(ids[one.whom]!)
        ? absent.filter((id) => id !== ids[one.whom])
        : [...absent, ids[one.whom]!];
      // The house refuses an absence that would leave too few.
      const leaving = next.filter((id) => !absent.includes(id));
      if (!wouldStrand(state, { active: everybody, absent: next }, { leaving, now, rules: context() })) absent = next;
      take(reassign(state, now, context()));
      continue;
    }
    const act = sign(fieldsOf(one, state));
    try {
      take(decide(state, act, now, context()), act);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      expect(Object.keys(refusals)).toContain(error.code);
    }
  }
  return { policy: under(script), entries, state, now };
}

function fieldsOf(one: Move, state: CaseState): object {
  const { kind } = one;
  // Half of the acts come from the owner, the others from anybody.
  const by = one.who < 5 ? (state.obligation?.owner ?? ids[0]!) : ids[one.who - 5]!;
  const said = [...state.messages, ...(state.cannotOpen ?? [])].map(({ number }) => number).toSorted((a, b) => a - b);
  const about = said.at(-1 - (one.about % 3)) ?? one.about + 1;
  const due = dayOf((state.obligation?.due ?? START) + one.day * DAY, calendar);
  const more: Readonly<Record<string, object>> = {
    say: { by: "reporter" },
    unanswered: { by: "reporter", about, reason: one.day % 2 === 0 ? "unreadable" : "not-an-answer" },
    seen: { by: "reporter", about, envelope: null },
    contest: { by: "reporter", about },
    stage: { to: ["assessed", "investigated", "concluded"][one.day % 3] },
    "hand-over": { to: ids[one.whom] },
    postpone: { due },
    rewrap: { reader: ids[one.whom], wrapHash: hash, envelope: null },
    open: { envelope: null },
    "cannot-open": { envelope: null, reason: "unreadable" },
  };
  return { by, kind, ...more[kind] };
}

function witnessOf({ policy, state, now }: Lived): Witness & { readonly now: number } {
  const membersAt = () => everybody;
  return { policy, calendar, membersAt, awayOn: () => true, struck: [], claimed: state.obligation, now };
}

const runs = { numRuns: 60 };

describe("over random histories with idle, absent and hostile handlers", () => {
  it("an open case always has exactly one owner, one next act and one date ahead", () => {
    fc.assert(
      fc.property(life, (script) => {
        liveThrough(script, (state, now) => {
          const owed = state.obligation;
          expect(owed === null).toBe(state.contestUntil !== null);
          if (owed === null) return;
          expect(owed.due).toBeGreaterThan(now);
          expect(state.readers).toContain(owed.owner);
          expect(["answer", "update", "outcome"]).toContain(owed.act);
          expect(owed.ladder).toContain(owed.owner);
        });
      }),
      runs,
    );
  });

  it("a case closes only with a written outcome, or once everybody here has signed that they cannot open it", () => {
    fc.assert(
      fc.property(life, (script) => {
        const { state, entries } = liveThrough(script, () => undefined);
        if (state.obligation !== null) return;
        const outcome = state.messages.some(({ kind }) => kind === "outcome" || kind === "junk");
        const end = entries.findLast((entry) => entry.kind === "closed");
        const here = state.readers.filter((id) => end?.skipped?.includes(id) !== true);
        expect(outcome || here.every((id) => triedBy(state).includes(id))).toBe(true);
      }),
      runs,
    );
  });

  it("no outcome date moves beyond what was promised at submission or contest", () => {
    fc.assert(
      fc.property(life, (script) => {
        let promised: string | null = null;
        liveThrough(script, (state) => {
          if (state.obligation?.role === "review" || state.contestUntil !== null) return;
          promised ??= state.outcomeBy;
          expect(state.outcomeBy).toBe(promised);
        });
      }),
      runs,
    );
  });

  it("the reporter's browser comes to the same state and finds no difference", () => {
    fc.assert(
      fc.property(life, (script) => {
        const lived = liveThrough(script, () => undefined);
        const heard = JSON.parse(JSON.stringify(lived.entries)) as readonly unknown[];
        const entries = heard.map(parseEntry);
        const witness = witnessOf(lived);
        expect(replay(entries, witness)).toEqual({ state: lived.state, differences: [] });
        expect(listen(entries, witness)).toEqual([]);
      }),
      runs,
    );
  });
});

describe("a server that lies", () => {
  // Not "opened": a date made earlier within its own day leaves nothing to find.
  const owedPlaces = (entries: readonly Entry[]) =>
    entries.flatMap((entry, place) => (entry.kind === "owed" && entry.why !== "opened" ? [place] : []));
  const tamper = (
    entries: readonly Entry[],
    place: number,
    change: (event: OwedEvent) => OwedEvent,
  ): readonly Entry[] => entries.map((entry, at) => (at === place ? change(entry as OwedEvent) : entry));

  it.each<[string, (lived: Lived, place: number) => readonly Entry[]]>([
    [
      "that names another owner",
      ({ entries }, place) =>
        tamper(entries, place, (event) => ({ ...event, owner: ids.find((id) => id !== event.owner) ?? event.owner })),
    ],
    [
      "that moves a date two days on",
      ({ entries }, place) =>
        tamper(entries, place, (event) => ({ ...event, due: dayOf(startOf(event.due, calendar) + 2 * DAY, calendar) })),
    ],
    ["that leaves an event out", ({ entries }, place) => entries.filter((_, at) => at !== place)],
    [
      "that leaves an event out and numbers the rest anew",
      ({ entries }, place) =>
        entries
          .filter((_, at) => at !== place)
          .map((entry, at) => (entry.niuniu === "event v1" ? { ...entry, number: at + 1 } : entry)),
    ],
    [
      "that says another act is owed",
      ({ entries }, place) =>
        tamper(entries, place, (event) => ({ ...event, act: event.act === "outcome" ? "update" : "outcome" })),
    ],
  ])("%s is found out", (_, lie) => {
    fc.assert(
      fc.property(life, fc.nat(), (script, pick) => {
        const lived = liveThrough(script, () => undefined);
        const places = owedPlaces(lived.entries);
        const place = places[pick % places.length]!;
        const told = lie(lived, place);
        expect(listen(told, witnessOf(lived))).not.toEqual([]);
      }),
      runs,
    );
  });

  it("that lets a date pass in silence is found out by the listener's clock", () => {
    fc.assert(
      fc.property(life, (script) => {
        const lived = liveThrough(script, () => undefined);
        if (lived.state.obligation === null) return;
        const now = lived.state.obligation.due + 11 * MINUTE;
        expect(listen(lived.entries, { ...witnessOf(lived), now }).map(({ code }) => code)).toContain(
          "overdue-unmoved",
        );
      }),
      runs,
    );
  });

  it("that names nothing as owed, or something else than its record, is found out", () => {
    fc.assert(
      fc.property(life, (script) => {
        const lived = liveThrough(script, () => undefined);
        const owed = lived.state.obligation;
        const codes = (claimed: Witness["claimed"]) =>
          listen(lived.entries, { ...witnessOf(lived), claimed }).map(({ code }) => code);
        if (owed === null) {
          expect(codes({ role: "intake", act: "answer", owner: "wu-hao", due: lived.now })).toContain("owed-unfounded");
          return;
        }
        expect(codes(null)).toContain("owed-missing");
        expect(codes({ ...owed, due: owed.due + 2 * DAY })).toContain("owed-differs");
        expect(codes({ ...owed, owner: "mallory" })).toContain("owed-differs");
      }),
      runs,
    );
  });

  it("that claims an absence nobody signed, or an end nobody wrote, is found out", () => {
    fc.assert(
      fc.property(life, (script) => {
        const lived = liveThrough(script, () => undefined);
        const passedOver = lived.entries.some((entry) => "skipped" in entry);
        const heard = listen(lived.entries, { ...witnessOf(lived), awayOn: () => false }).map(({ code }) => code);
        expect(heard.includes("unproved-absence")).toBe(passedOver);
        if (lived.state.obligation === null) return;
        const number = lived.entries.length + 1;
        const end: Entry = {
          niuniu: "event v1",
          case: lived.state.case,
          number,
          kind: "closed",
          date: dayOf(lived.now, calendar),
          contestUntil: "2027-06-01",
        };
        const closed = listen([...lived.entries, end], { ...witnessOf(lived), claimed: null });
        expect(closed.some(({ code }) => code === "closed-without-outcome")).toBe(true);
      }),
      runs,
    );
  });

  it("that moved a date late says so by its own record", () => {
    const quiet = {
      version: "policy v2",
      urgency: "ordinary",
      start: START,
      readers: ids,
      unread: 0,
      moves: [],
    } as const;
    const lived = liveThrough(quiet as unknown as Script, () => undefined);
    const now = (lived.state.obligation?.due ?? 0) + 5 * DAY;
    const moved = tick(lived.state, now, { policy: lived.policy, calendar, active: everybody, absent: [] });
    const entries = [...lived.entries, ...(moved?.events ?? [])];
    const witness = { ...witnessOf(lived), claimed: moved?.obligation ?? null, now };
    expect(listen(entries, witness)).toMatchObject([{ code: "moved-late", due: "2026-11-26", found: "2026-12-01" }]);
  });
});
