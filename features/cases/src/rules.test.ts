import { nextInLine } from "./kind.ts";
import { addDays, closingOf, dayOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { takeIn } from "./decide.ts";
import { calendar, HOUR, ids, Life, MONDAY, people, policy, refusal, reported } from "./testing/life.ts";

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
    expect(decision.events[0]).toMatchObject({ statement: life.context.statement });
    expect(decision.obligation).toMatchObject({ owner: "wu-hao", act: "answer" });
  });
});

describe("reading and answering", () => {
  it("reading moves no date: nobody is punished for having read at once", () => {
    const life = reported();
    expect(life.act({ by: life.owner, kind: "open" }).events).toEqual([]);
    expect(life.owed.due).toBe(closingOf("2026-11-26", calendar));
  });

  it("is for whoever has opened the report, and for nobody else", () => {
    const life = reported();
    life.reads = false;
    const by = life.owner;
    for (const kind of ["answer", "outcome", "junk"] as const)
      expect(refusal(() => life.act({ by, kind }))).toBe("cases/not-opened");
    expect(refusal(() => life.act({ by, kind: "stage", to: "assessed" }))).toBe("cases/not-opened");
    expect(refusal(() => life.act({ by, kind: "reclass", to: "crisis" }))).toBe("cases/not-opened");
    life.act({ by, kind: "open" });
    expect(refusal(() => life.act({ by, kind: "answer" }))).toBe("granted");
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
