import type { Person } from "@niuniu/matter";
import { addDays, closingOf, dayOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import type { Policy } from "./policy.ts";
import { farthest } from "./testing/farthest.ts";
import { calendar, HOUR, Life, MONDAY, people, policy, refusal, reported } from "./testing/life.ts";

const no = (life: Life) =>
  life.act({ by: "reporter", kind: "unanswered", about: life.must.messages.at(-1)?.number, reason: "not-an-answer" });
const sideOf = (id: string) => people.find((one) => one.id === id)?.side;

describe("an answer that is none", () => {
  it("is answered anew by the same person once, then by another side, then by somebody from outside", () => {
    const life = reported();
    const first = life.owner;
    life.act({ by: first, kind: "answer" });
    no(life);
    expect(life.owner).toBe(first);
    life.act({ by: first, kind: "answer" });
    expect(no(life).events).toMatchObject([{ why: "unanswered", from: first }]);
    const second = life.owner;
    expect(sideOf(second)).not.toBe(sideOf(first));
    life.act({ by: second, kind: "answer" });
    no(life);
    expect(life.owner).toBe("outside-lin");
  });

  it("does not come back to who wrote it, by hand or by a missed date, while anybody else is here", () => {
    const life = reported();
    const first = life.owner;
    for (let round = 0; round < 2; round += 1) {
      life.act({ by: first, kind: "answer" });
      no(life);
    }
    expect(refusal(() => life.act({ by: life.owner, kind: "hand-over", to: first }))).toBe("cases/decided-before");
    for (let round = 0; round < 4; round += 1) {
      life.miss();
      expect(life.owner).not.toBe(first);
    }
  });

  it("stays with who wrote it where nobody else can read it", () => {
    const life = reported({ wraps: ["outside-lin", "reporter"] });
    for (let round = 0; round < 3; round += 1) {
      life.act({ by: "outside-lin", kind: "answer" });
      no(life);
    }
    expect(life.owner).toBe("outside-lin");
  });
});

describe("what only moves a case", () => {
  it("moves no date: a stage keeps what is owed, and by when", () => {
    const life = reported();
    const { act, due } = life.owed;
    life.act({ by: life.owner, kind: "stage", to: "assessed" });
    expect(life.owed).toMatchObject({ role: "investigation", act, due });
    life.act({ by: life.owner, kind: "stage", to: "investigated" });
    expect(life.owed).toMatchObject({ role: "decision", act, due });
    expect(life.must.met).toBe(0);
  });
});

/** Answers at every date until the outcome is owed. */
function untilOutcome(life: Life): void {
  while (life.owed.act !== "outcome") {
    life.now = life.owed.due - HOUR;
    life.act({ by: life.owner, kind: "answer" });
  }
}

describe("the day of the outcome", () => {
  const extend = (life: Life, to: string) => life.act({ by: life.owner, kind: "extend", to, ground: "police" });
  it("is put off once, by sixty days at the most, and a word is owed meanwhile by the same date", () => {
    const life = reported();
    const day90 = addDays("2026-11-23", 90);
    untilOutcome(life);
    expect(refusal(() => extend(life, addDays(day90, 61)))).toBe("cases/beyond-limit");
    expect(refusal(() => extend(life, day90))).toBe("cases/not-later");
    expect(extend(life, addDays(day90, 60)).events).toMatchObject([{ why: "extended", act: "update", due: day90 }]);
    expect(refusal(() => extend(life, addDays(day90, 61)))).toBe("cases/extended-before");
    untilOutcome(life);
    expect(life.owed.due).toBe(closingOf(addDays(day90, 60), calendar));
  });

  it("is not put off once it has passed, nor in a review", () => {
    const late = reported();
    for (let days = 0; days < 95; days = (late.now - MONDAY) / (24 * HOUR)) late.miss();
    expect(refusal(() => extend(late, addDays("2026-11-23", 120)))).toBe("cases/outcome-late");
    const reviewed = reported();
    reviewed.act({ by: reviewed.owner, kind: "outcome" });
    reviewed.act({ by: "reporter", kind: "contest", about: reviewed.must.messages.at(-1)?.number });
    expect(refusal(() => extend(reviewed, addDays(reviewed.must.outcomeBy, 3)))).toBe("cases/extended-before");
  });
});

describe("the longest silence, whatever everybody does together", () => {
  const two: readonly Person[] = [
    { id: "chen-lan", side: "employees" },
    { id: "outside-lin", side: "outside" },
  ];
  const begun = (under: Policy, extra: object = {}, unread = 0): Life => {
    const life = new Life(MONDAY, under);
    life.context = { ...life.context, active: two, unread };
    life.report({ wraps: [...two.map(({ id }) => id), "reporter"], ...extra });
    return life;
  };
  const last = (life: Life, days = 21) => closingOf(addDays(dayOf(life.now, calendar), days), calendar);

  it("is that of the policy, where its clocks would allow more", () => {
    const { ordinary } = policy.classes;
    const slow = { ...ordinary, answer: { days: 40 }, update: { days: 50 }, waiting: { workingDays: 60 } };
    const under = { ...policy, classes: { ...policy.classes, ordinary: { ...slow, postponeAtMost: { days: 90 } } } };
    for (const unread of [0, policy.waitingAfter]) {
      const life = begun(under, {}, unread);
      expect(life.owed.due).toBe(last(life));
      expect(refusal(() => life.act({ by: life.owner, kind: "postpone", due: addDays("2026-11-23", 22) }))).toBe(
        "cases/beyond-limit",
      );
      life.act({ by: life.owner, kind: "answer" });
      expect(life.owed.due).toBe(last(life));
    }
  });

  // Everything that can be done, in every order, by two people of two sides; with dates so short that all of it can be tried.
  it("cannot be made longer by anything that moves a case", () => {
    const short = { ...policy.classes.ordinary, answer: { days: 1 }, update: { days: 1 }, postponeAtMost: { days: 9 } };
    const classes = { crisis: short, serious: short, ordinary: short };
    const silence = { word: { days: 2 }, extension: { days: 5 } };
    const life = begun({ ...policy, classes, silence }, { class: "serious" });
    const { due } = farthest({ state: life.must, now: life.now, absent: [] }, life.context, { moves: true });
    expect(due).toBe(last(life, 2));
  });
});
