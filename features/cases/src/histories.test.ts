import { NO_HEAD, type Person } from "@niuniu/matter";
import { conforms, liveThrough, scripts, witnessOf, type Living } from "@niuniu/matter/testing";
import { addDays, dayOf, startOf } from "@niuniu/owe";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { triedBy } from "./cannot-open.ts";
import { wordDue } from "./clocks.ts";
import { decide, type Context } from "./decide.ts";
import type { ReportAct } from "./events.ts";
import { kind as caseKind, listen, tick } from "./kind.ts";
import { wouldStrand } from "./leaving.ts";
import { parseEntry } from "./parse.ts";
import { DEFAULT } from "./policy.ts";
import { refusals } from "./refusals.ts";
import { versions } from "./rules-version.ts";
import type { CaseState } from "./state.ts";
import type { Case } from "./terms.ts";

const { calendar } = DEFAULT;
const DAY = 86_400_000;
const START = startOf("2026-11-23", calendar);
const hash = "a".repeat(64);
const everybody: readonly Person[] = [
  { id: "chen-lan", side: "employees" },
  { id: "wu-hao", side: "employees" },
  { id: "li-na", side: "employer", serves: ["intake", "investigation"] },
  { id: "outside-lin", side: "outside", serves: ["decision", "review"] },
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
  "reclass",
  "extend",
  "second",
  "raise",
  "say",
  "unanswered",
  "seen",
  "contest",
] as const;

const urgencies = ["ordinary", "serious", "crisis"] as const;

interface Start {
  readonly urgency: "crisis" | "ordinary";
  readonly readers: readonly string[];
}
interface Doing {
  readonly kind: (typeof kinds)[number];
  readonly who: number;
  readonly whom: number;
  readonly about: number;
  readonly day: number;
}

const living: Living<Case, Start, Doing> = {
  kind: caseKind,
  policies: versions.map((version) => ({ ...DEFAULT.policy, version })),
  calendar,
  people: everybody,
  from: START,
  until: START + 10 * DAY,
  start: fc.record({
    urgency: fc.constantFrom("crisis" as const, "ordinary" as const),
    readers: fc.subarray(ids, { minLength: 2 }).filter((some) => some.length > 2 || some.includes("outside-lin")),
  }),
  doing: fc.record({
    kind: fc.oneof(fc.constantFrom(...kinds), fc.constant("open" as const)),
    who: fc.integer({ min: 0, max: 9 }),
    whom: fc.integer({ min: 0, max: 4 }),
    about: fc.integer({ min: 0, max: 9 }),
    day: fc.integer({ min: 0, max: 12 }),
  }),
  parse: parseEntry,
  begin: ({ urgency, readers }, setting) => {
    const wraps = [...readers, "reporter"];
    const report = parseEntry({
      niuniu: "act v1",
      case: "0123456789ABCDEF",
      number: 1,
      previous: NO_HEAD,
      by: "reporter",
      kind: "report",
      date: dayOf(setting.now, calendar),
      envelope: hash,
      class: urgency,
      statement: hash,
      wraps,
      wrapHashes: wraps.map((_, at) => String(at).padStart(64, "0")),
    }) as ReportAct;
    const context: Context = { ...setting, head: NO_HEAD, statement: hash };
    const { events, state } = decide(null, report, setting.now, context);
    return { entries: [report, ...events], state };
  },
  fields: fieldsOf,
  // The house refuses an absence that would leave too few.
  mayBeAway: (state, next, now) => !wouldStrand(state, next, now),
};

function fieldsOf(one: Doing, state: CaseState): object {
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
    raise: { by: "reporter", to: urgencies[one.day % 3] },
    reclass: { to: urgencies[one.day % 3] },
    extend: { to: addDays(state.outcomeBy, one.day * 6), ground: "witness" },
    second: { about: state.proposed?.number ?? about, says: one.day % 2 === 0 ? "yes" : "no" },
    "cannot-open": { envelope: null, reason: "unreadable" },
  };
  return { envelope: hash, by, kind, ...more[kind] };
}

conforms(living, {
  codes: Object.keys(refusals),
  // A date made earlier within its own day leaves nothing to find.
  still: ({ why }) => why === "opened",
  acts: ["outcome", "update"],
});

const life = scripts(living);
const runs = { numRuns: 60 };

describe("over random histories with idle, absent and hostile handlers", () => {
  it("whoever owes can read, and owes an answer, an update, the outcome or a signature under it", () => {
    fc.assert(
      fc.property(life, (script) => {
        liveThrough(living, script, ({ obligation, readers }) => {
          if (obligation === null) return;
          expect(readers).toContain(obligation.owner);
          expect(["answer", "update", "outcome", "second"]).toContain(obligation.act);
        });
      }),
      runs,
    );
  });

  it("a case closes only with a written outcome, or once everybody here has signed that they cannot open it", () => {
    fc.assert(
      fc.property(life, (script) => {
        const { state, entries } = liveThrough(living, script);
        if (state.obligation !== null) return;
        const outcome = state.messages.some(({ kind }) => kind === "outcome" || kind === "junk");
        const end = entries.findLast((entry) => entry.kind === "closed");
        const here = state.readers.filter((id) => end?.skipped?.includes(id) !== true);
        expect(outcome || here.every((id) => triedBy(state).includes(id))).toBe(true);
      }),
      runs,
    );
  });

  it("no next word is due later than the longest silence allows, unless a date was missed, which is public", () => {
    fc.assert(
      fc.property(life, (script) => {
        const { policy } = script;
        liveThrough(living, script, (state) => {
          if (state.obligation === null || state.late !== null || state.missed > 0) return;
          expect(state.obligation.due).toBeLessThanOrEqual(wordDue(state, { policy, calendar }));
        });
      }),
      { numRuns: 300 },
    );
  });

  it("no outcome date moves beyond what was promised at submission or contest, but once for the police or a witness", () => {
    fc.assert(
      fc.property(life, (script) => {
        let promised: string | null = null;
        liveThrough(living, script, (state) => {
          if (state.obligation?.role === "review" || state.contestUntil !== null) return;
          promised ??= state.outcomeBy;
          const most = state.extended === true ? addDays(promised, 60) : promised;
          expect(state.outcomeBy <= most && (state.extended === true || state.outcomeBy === promised)).toBe(true);
        });
      }),
      runs,
    );
  });
});

it("a server that moved a date late says so by its own record", () => {
  const start = { urgency: "ordinary", readers: ids } as const;
  const lived = liveThrough(living, { policy: DEFAULT.policy, now: START, start, unread: 0, moves: [] });
  const now = (lived.state.obligation?.due ?? 0) + 5 * DAY;
  const moved = tick(lived.state, now, { policy: lived.policy, calendar, active: everybody, absent: [] });
  const entries = [...lived.entries, ...(moved?.events ?? [])];
  const witness = { ...witnessOf<Case>(living, lived), claimed: moved?.obligation ?? null, now };
  expect(listen(entries, witness)).toMatchObject([{ code: "moved-late", due: "2026-11-26", found: "2026-12-01" }]);
});
