import { addDays, closingOf, dayOf, startOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { apply } from "./apply.ts";
import { decide, takeIn, type Context, type Decision } from "./index.ts";
import { NO_HEAD, type Act, type Entry } from "./events.ts";
import { wouldStrand, type Person } from "./ladder.ts";
import { DEFAULT } from "./policy.ts";
import type { CaseState } from "./state.ts";
import { nextInLine, reassign, tick } from "./tick.ts";

const { policy, calendar } = DEFAULT;
const HOUR = 3_600_000;
/** A Monday, ten in the morning in the calendar's zone. */
const MONDAY = startOf("2026-11-23", calendar) + 10 * HOUR;
const people: readonly Person[] = [
  { id: "chen-lan", side: "employees" },
  { id: "wu-hao", side: "employees" },
  { id: "li-na", side: "employer" },
  { id: "zhou-qiming", side: "employer" },
  { id: "outside-lin", side: "outside" },
];
const ids = people.map((person) => person.id);
const hash = "a".repeat(64);

type Draft = Omit<Act, "niuniu" | "case" | "number" | "previous" | "date" | "envelope"> & {
  readonly envelope?: string | null;
  readonly [key: string]: unknown;
};

/** A case that is lived through in a test: acts, days that pass, people who go away. */
class Life {
  state: CaseState | null = null;
  now: number;
  context: Context;
  readonly entries: Entry[] = [];

  constructor(now = MONDAY) {
    this.now = now;
    this.context = {
      policy,
      calendar,
      active: people,
      absent: [],
      struck: [],
      unread: 0,
      head: NO_HEAD,
      statement: hash,
    };
  }

  act(draft: Draft): Decision {
    const act = {
      niuniu: "act v1",
      case: "0123456789ABCDEF",
      number: this.entries.length + 1,
      previous: NO_HEAD,
      date: dayOf(this.now, calendar),
      envelope: ["open", "rewrap", "seen"].includes(draft.kind) ? null : hash,
      ...draft,
    } as Act;
    const decision = decide(this.state, act, this.now, this.context);
    this.entries.push(act, ...decision.events);
    this.state = decision.state;
    return decision;
  }

  report(extra: Readonly<Record<string, unknown>> = {}): Decision {
    return this.act({
      by: "reporter",
      kind: "report",
      class: "ordinary",
      statement: hash,
      wraps: [...ids, "reporter"],
      ...extra,
    });
  }

  /** Lets time pass to just after the date of what is owed, and acts on it. */
  miss(later = 1000): Decision {
    this.now = this.owed.due + later;
    const decision = tick(this.must, this.now, this.context);
    if (decision === null) throw new Error("nothing was missed");
    this.entries.push(...decision.events);
    this.state = decision.state;
    return decision;
  }

  get must(): CaseState {
    if (this.state === null) throw new Error("no case yet");
    return this.state;
  }

  get owed() {
    const { obligation } = this.must;
    if (obligation === null) throw new Error("closed");
    return obligation;
  }

  get owner(): string {
    return this.owed.owner;
  }
}

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  return "granted";
}

function reported(extra: Readonly<Record<string, unknown>> = {}): Life {
  const life = new Life();
  life.report(extra);
  return life;
}

function concluded(): Life {
  const life = reported();
  life.act({ by: life.owner, kind: "outcome" });
  return life;
}

describe("submission starts the clock", () => {
  it("an ordinary report is owed a personal answer by closing time of the third working day", () => {
    const life = reported();
    expect(life.owed).toMatchObject({ act: "answer", role: "intake", due: closingOf("2026-11-26", calendar) });
    expect(life.entries.at(-1)).toMatchObject({ kind: "owed", why: "submitted", due: "2026-11-26" });
  });

  it("a crisis is owed an answer within twenty-four hours, to the minute", () => {
    const life = new Life(MONDAY + 30_500);
    life.report({ class: "crisis" });
    expect(life.owed.due).toBe(MONDAY + 24 * HOUR);
  });

  it("an employees' member is asked first", () => {
    expect(["chen-lan", "wu-hao"]).toContain(reported().owner);
  });

  it("in a flood a new report waits under its own clock, says so, and opening takes it out", () => {
    const life = new Life();
    life.context = { ...life.context, unread: policy.waitingAfter };
    life.report();
    expect(life.must.waiting).toBe(true);
    expect(life.owed.due).toBe(closingOf("2026-12-07", calendar));
    const other = ids.find((id) => id !== life.owner) ?? "";
    life.act({ by: other, kind: "open" });
    expect(life.must.waiting).toBe(false);
    expect(life.owed.due).toBe(closingOf("2026-11-26", calendar));
  });

  it("somebody who is away is passed over, and the record says so", () => {
    const life = new Life();
    const usual = reported().owner;
    life.context = { ...life.context, absent: [usual] };
    life.report();
    expect(life.owner).not.toBe(usual);
    expect(life.entries.at(-1)).toMatchObject({ skipped: [usual] });
  });

  it.each([
    ["one employer member alone", ["li-na", "reporter"], "cases/too-few-readers"],
    ["nobody", ["reporter"], "cases/too-few-readers"],
    ["a stranger", [...ids, "mallory", "reporter"], "cases/unknown-reader"],
    ["no outside member when the receipt opens nothing", ["chen-lan", "wu-hao"], "cases/outside-needed"],
    ["the outside member alone", ["outside-lin", "reporter"], "granted"],
  ])("a report to %s: %s is %s", (_, wraps, code) => {
    expect(refusal(() => reported({ wraps }))).toBe(code);
  });

  it("a report sealed by hand gets an owner and a date like any other", () => {
    const life = new Life();
    const file = { case: "0123456789ABCDEF", class: "ordinary", readers: ids.slice(1), struck: ["chen-lan"] } as const;
    const decision = takeIn(file, life.now, life.context);
    expect(decision.events.map((event) => event.kind)).toEqual(["sealed", "owed"]);
    expect(decision.obligation).toMatchObject({ owner: "wu-hao", act: "answer" });
  });
});

describe("reading and answering", () => {
  it("reading makes the owner's date earlier, never later", () => {
    const life = reported();
    life.act({ by: life.owner, kind: "open" });
    expect(life.owed.due).toBe(closingOf("2026-11-24", calendar));
    const late = reported();
    late.now = closingOf("2026-11-26", calendar) - HOUR;
    expect(late.act({ by: late.owner, kind: "open" }).events).toEqual([]);
    expect(late.owed.due).toBe(closingOf("2026-11-26", calendar));
  });

  it("a reader who is not the owner changes no date by reading", () => {
    const life = reported();
    expect(life.act({ by: "outside-lin", kind: "open" }).events).toEqual([]);
  });

  it("after an answer the next update is owed within fourteen days", () => {
    const life = reported();
    life.act({ by: life.owner, kind: "answer" });
    expect(life.owed).toMatchObject({ act: "update", due: closingOf("2026-12-07", calendar) });
  });

  it("an update that would come after day ninety is the outcome instead", () => {
    const life = reported();
    life.act({ by: life.owner, kind: "answer" });
    for (let round = 0; round < 6; round += 1) {
      life.now = life.owed.due - HOUR;
      life.act({ by: life.owner, kind: "answer" });
    }
    expect(life.owed).toMatchObject({ act: "outcome", due: closingOf(addDays("2026-11-23", 90), calendar) });
    life.act({ by: life.owner, kind: "answer" });
    expect(life.owed.act).toBe("outcome");
  });

  it("only the owner answers; a reader may leave a note; a stranger may do nothing", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "outside-lin", "reporter"] });
    const other = ["chen-lan", "wu-hao"].find((id) => id !== life.owner) ?? "";
    expect(refusal(() => life.act({ by: other, kind: "answer" }))).toBe("cases/not-yours");
    expect(refusal(() => life.act({ by: other, kind: "note" }))).toBe("granted");
    expect(refusal(() => life.act({ by: "li-na", kind: "open" }))).toBe("cases/not-a-reader");
  });

  it("'this does not answer me' brings the duty back under a shorter clock, once for each answer", () => {
    const life = reported();
    life.act({ by: life.owner, kind: "answer" });
    const about = life.must.messages[0]?.number ?? 0;
    const { events } = life.act({ by: "reporter", kind: "unanswered", about, reason: "not-an-answer" });
    expect(events).toMatchObject([{ why: "unanswered", act: "answer", due: "2026-11-24" }]);
    expect(refusal(() => life.act({ by: "reporter", kind: "unanswered", about, reason: "unreadable" }))).toBe(
      "cases/already-contested",
    );
    expect(refusal(() => life.act({ by: "reporter", kind: "unanswered", about: 1, reason: "unreadable" }))).toBe(
      "cases/nothing-there",
    );
  });
});

describe("a missed date", () => {
  it("moves the case to the next person with a new date, and says who missed what", () => {
    const life = reported();
    const first = life.owner;
    expect(nextInLine(life.must, life.context)).not.toBe(first);
    const { events } = life.miss();
    expect(events).toMatchObject([
      { kind: "missed", person: first, act: "answer", due: "2026-11-26" },
      { kind: "owed", why: "missed", from: first, due: "2026-11-30" },
    ]);
    expect(life.owner).not.toBe(first);
  });

  it("gives the next person a full chance, even after the server was down for weeks", () => {
    const life = reported();
    life.miss(20 * 24 * HOUR);
    expect(life.owed.due).toBeGreaterThan(life.now + 24 * HOUR);
  });

  it("asks everybody before it asks anybody twice", () => {
    const life = reported();
    const asked = [life.owner];
    for (let turn = 1; turn < people.length; turn += 1) {
      life.miss();
      asked.push(life.owner);
    }
    expect(new Set(asked)).toEqual(new Set(ids));
    life.miss();
    expect(life.owner).toBe(asked[0]);
  });

  it("stays with a single reader under a recurring date", () => {
    const life = reported({ wraps: ["outside-lin", "reporter"] });
    for (let turn = 0; turn < 3; turn += 1) {
      const { events } = life.miss();
      expect(events[1]).toMatchObject({ owner: "outside-lin" });
      expect(life.owed.due).toBeGreaterThan(life.now);
    }
  });

  it("a case nobody ever answers comes to owe its outcome on day ninety", () => {
    const life = reported();
    while (life.owed.act !== "outcome") life.miss();
    expect(dayOf(life.owed.due, calendar)).toBe(addDays("2026-11-23", 90));
    life.miss();
    expect(life.owed).toMatchObject({ act: "outcome" });
  });

  it("an act that comes after the date waits until the miss has been acted on", () => {
    const life = reported();
    life.now = life.owed.due;
    expect(refusal(() => life.act({ by: life.owner, kind: "answer" }))).toBe("cases/date-passed");
  });
});

describe("handing over, postponing, going away", () => {
  it("a hand-over keeps the date and needs somebody who can read and is here", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "outside-lin", "reporter"] });
    const { owner } = life;
    const { due } = life.owed;
    const other = ["chen-lan", "wu-hao"].find((id) => id !== owner) ?? "";
    expect(refusal(() => life.act({ by: other, kind: "hand-over", to: other }))).toBe("cases/not-yours");
    expect(refusal(() => life.act({ by: owner, kind: "hand-over", to: "li-na" }))).toBe("cases/cannot-own");
    expect(refusal(() => life.act({ by: owner, kind: "hand-over", to: owner }))).toBe("cases/already-owner");
    life.context = { ...life.context, absent: [other] };
    expect(refusal(() => life.act({ by: owner, kind: "hand-over", to: other }))).toBe("cases/away");
    life.context = { ...life.context, absent: [] };
    life.act({ by: owner, kind: "hand-over", to: other });
    expect(life.owed).toMatchObject({ owner: other, due });
  });

  it("a date can be postponed with a reason, to a limit that repeating does not stretch", () => {
    const life = reported();
    const { owner } = life;
    const postpone = (due: string) => refusal(() => life.act({ by: owner, kind: "postpone", due }));
    expect(postpone("2026-11-26")).toBe("cases/not-later");
    expect(postpone("2026-12-04")).toBe("cases/beyond-limit");
    expect(postpone("2026-11-30")).toBe("granted");
    expect(postpone("2026-12-04")).toBe("cases/beyond-limit");
    expect(postpone("2026-12-03")).toBe("granted");
    expect(life.must.postponements).toBe(2);
  });

  it("an outcome cannot be postponed beyond its day", () => {
    const life = reported();
    while (life.owed.act !== "outcome") life.miss();
    const due = addDays(dayOf(life.owed.due, calendar), 1);
    expect(refusal(() => life.act({ by: life.owner, kind: "postpone", due }))).toBe("cases/beyond-limit");
  });

  it("the case of somebody who goes away moves on with its date", () => {
    const life = reported();
    const { owner, due } = life.owed;
    const decision = reassign(life.must, life.now, { ...life.context, absent: [owner] });
    expect(decision?.events).toMatchObject([{ why: "absent", from: owner, skipped: [owner] }]);
    expect(decision?.obligation?.due).toBe(due);
    expect(reassign(life.must, life.now, life.context)).toBeNull();
  });

  it("the case of somebody who left the committee moves on as well", () => {
    const life = reported();
    const active = people.filter((person) => person.id !== life.owner);
    expect(reassign(life.must, life.now, { ...life.context, active })?.events).toMatchObject([{ why: "left" }]);
  });

  it("when everybody is away it stays with one of them", () => {
    const life = reported();
    expect(reassign(life.must, life.now, { ...life.context, absent: ids })).toBeNull();
  });

  it("nobody may leave when too few would remain to read an open case", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "outside-lin", "reporter"] });
    const without = (...gone: string[]) => people.filter((person) => !gone.includes(person.id));
    expect(wouldStrand(life.must, { active: without("outside-lin"), absent: [] })).toBe(false);
    expect(wouldStrand(life.must, { active: without("outside-lin", "wu-hao"), absent: [] })).toBe(true);
    expect(wouldStrand(life.must, { active: without("chen-lan", "wu-hao"), absent: [] })).toBe(false);
    expect(wouldStrand(life.must, { active: people, absent: ["outside-lin", "wu-hao"] })).toBe(true);
    expect(wouldStrand(concluded().must, { active: [], absent: [] })).toBe(false);
  });

  it("a struck-out person is never given the case to read", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "outside-lin", "reporter"] });
    const rewrap = (reader: string) => refusal(() => life.act({ by: "chen-lan", kind: "rewrap", reader }));
    life.context = { ...life.context, struck: ["li-na"] };
    expect(rewrap("li-na")).toBe("cases/struck-out");
    expect(rewrap("mallory")).toBe("cases/unknown-reader");
    expect(rewrap("wu-hao")).toBe("cases/already-reader");
    expect(rewrap("zhou-qiming")).toBe("granted");
    expect(life.must.readers).toContain("zhou-qiming");
  });
});

describe("stages, outcomes and reviews", () => {
  it("each stage goes to somebody who had no part in the one before", () => {
    const life = reported();
    const intake = life.owner;
    life.act({ by: intake, kind: "stage", to: "assessed" });
    const investigation = life.owner;
    life.act({ by: investigation, kind: "stage", to: "investigated" });
    expect(new Set([intake, investigation, life.owner]).size).toBe(3);
    expect(life.owed).toMatchObject({ role: "decision", act: "update" });
    expect(life.owner).toBe("outside-lin");
  });

  it("a stage is never skipped, never goes back, and never concludes by itself", () => {
    const life = reported();
    const stage = (to: string) => refusal(() => life.act({ by: life.owner, kind: "stage", to }));
    expect(stage("investigated")).toBe("cases/not-the-next-stage");
    expect(stage("concluded")).toBe("cases/outcome-needed");
    expect(stage("assessed")).toBe("granted");
    expect(stage("received")).toBe("cases/not-the-next-stage");
  });

  it("a written outcome closes the case, and nothing is owed any more", () => {
    const life = concluded();
    expect(life.must).toMatchObject({ obligation: null, stage: "concluded", contestUntil: addDays("2026-11-23", 180) });
    expect(refusal(() => life.act({ by: "chen-lan", kind: "answer" }))).toBe("cases/closed");
    expect(refusal(() => life.act({ by: "reporter", kind: "say" }))).toBe("granted");
    expect(life.must.obligation).toBeNull();
    expect(tick(life.must, life.now + 900 * 24 * HOUR, life.context)).toBeNull();
  });

  it("reading the outcome starts thirty days for contesting it", () => {
    const life = concluded();
    const about = life.must.messages[0]?.number ?? 0;
    life.now += 170 * 24 * HOUR;
    life.act({ by: "reporter", kind: "seen", about });
    expect(life.must.contestUntil).toBe(addDays("2026-11-23", 200));
    expect(refusal(() => life.act({ by: "reporter", kind: "seen", about }))).toBe("cases/already-seen");
    life.now += 31 * 24 * HOUR;
    expect(refusal(() => life.act({ by: "reporter", kind: "contest", about }))).toBe("cases/contest-over");
  });

  it("a contested outcome goes to somebody who never owned the case", () => {
    const life = reported();
    life.miss();
    life.act({ by: life.owner, kind: "outcome" });
    const about = life.must.messages.at(-1)?.number ?? 0;
    const before = life.must.owners;
    life.act({ by: "reporter", kind: "contest", about });
    expect(before).not.toContain(life.owner);
    expect(life.owed).toMatchObject({ role: "review", act: "update" });
    expect(life.entries.at(-1)).toMatchObject({ why: "contested" });
    expect(refusal(() => life.act({ by: life.owner, kind: "hand-over", to: before[0] }))).toBe("cases/owned-elsewhere");
    expect(refusal(() => life.act({ by: life.owner, kind: "stage", to: "assessed" }))).toBe("cases/not-the-next-stage");
  });

  it("if everybody has owned it, the review goes to the outside member, and the record says so", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "outside-lin", "reporter"] });
    life.miss();
    life.miss();
    life.miss();
    expect(life.owner).not.toBe("outside-lin");
    life.act({ by: life.owner, kind: "junk" });
    life.act({ by: "reporter", kind: "contest", about: life.must.messages[0]?.number });
    expect(life.entries.at(-1)).toMatchObject({ why: "contested-outside", owner: "outside-lin" });
  });

  it("an outcome that cannot be read is owed again", () => {
    const life = concluded();
    const { by, number } = life.must.messages[0] ?? { by: "", number: 0 };
    const unreadable = (reason: string) =>
      refusal(() => life.act({ by: "reporter", kind: "unanswered", about: number, reason }));
    expect(unreadable("not-an-answer")).toBe("cases/contest-instead");
    expect(unreadable("unreadable")).toBe("granted");
    expect(life.owed).toMatchObject({ owner: by, act: "outcome", due: closingOf("2026-11-24", calendar) });
  });
});

describe("acts out of place", () => {
  it.each([
    ["of another case", { case: "ZZZZZZZZZZZZZZZZ" }, "cases/wrong-case"],
    ["on an older head", { previous: "b".repeat(64) }, "cases/stale-head"],
    ["with a number that is taken", { number: 2 }, "cases/stale-head"],
    ["signed on another day", { date: "2026-11-20" }, "cases/wrong-date"],
  ])("an act %s is refused", (_, change, code) => {
    const life = reported();
    expect(refusal(() => life.act({ by: "reporter", kind: "say", ...change }))).toBe(code);
  });

  it("a report under another list of names is refused, and a second report too", () => {
    expect(refusal(() => reported({ statement: "b".repeat(64) }))).toBe("cases/other-statement");
    const life = reported();
    expect(refusal(() => life.report())).toBe("cases/already-reported");
    expect(refusal(() => new Life().act({ by: "reporter", kind: "say" }))).toBe("cases/unknown-case");
  });

  it("what happened, folded again and stored as JSON, is the same state", () => {
    const life = concluded();
    const given = { policy, calendar, active: people };
    let state: CaseState | null = null;
    for (const entry of life.entries) state = apply(state, entry, given);
    expect(JSON.parse(JSON.stringify(state))).toEqual(life.must);
  });
});
