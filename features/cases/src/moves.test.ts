import { reassign, tick } from "./kind.ts";
import { addDays, closingOf, dayOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { apply } from "./apply.ts";
import type { CaseState } from "./state.ts";
import { calendar, concluded, HOUR, ids, Life, people, policy, refusal, reported } from "./testing/life.ts";

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
    expect(life.strands({ active: without("outside-lin"), absent: [] })).toBe(false);
    expect(life.strands({ active: without("outside-lin", "wu-hao"), absent: [] })).toBe(true);
    expect(life.strands({ active: without("chen-lan", "wu-hao"), absent: [] })).toBe(false);
    expect(life.strands({ active: people, absent: ["outside-lin", "wu-hao"] })).toBe(true);
    expect(concluded().strands({ active: [], absent: [] })).toBe(false);
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
    expect(life.owed).toMatchObject({ role: "decision", act: "answer" });
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

  it("an outcome that cannot be read is owed again, by somebody else", () => {
    const life = concluded();
    const { by, number } = life.must.messages[0] ?? { by: "", number: 0 };
    const unreadable = (reason: string) =>
      refusal(() => life.act({ by: "reporter", kind: "unanswered", about: number, reason }));
    expect(unreadable("not-an-answer")).toBe("cases/contest-instead");
    expect(unreadable("unreadable")).toBe("granted");
    expect(life.owed).toMatchObject({ act: "outcome", due: closingOf("2026-11-24", calendar) });
    expect(life.owner).not.toBe(by);
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
