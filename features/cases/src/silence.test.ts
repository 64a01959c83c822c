import type { Person } from "@niuniu/matter";
import { dayOf, endOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { clocksOf, outcomeDue, until } from "./clocks.ts";
import { farthest } from "./testing/farthest.ts";
import { calendar, firstPolicy, HOUR, Life, MONDAY, policy } from "./testing/life.ts";

const DAY = 24 * HOUR;
const committee = (size: number): readonly Person[] =>
  ["chen-lan", "wu-hao", "li-na", "zhou-qiming", "gao-min"].slice(0, size).map((id) => ({ id, side: "employees" }));

type Kind = "crisis" | "ordinary" | "waiting";

/** A report to a committee of so many people, all of whom want it forgotten. */
function begun(size: number, kind: Kind, { now = MONDAY, under = policy } = {}): Life {
  const life = new Life(now, under);
  const active = committee(size);
  life.context = { ...life.context, active, unread: kind === "waiting" ? under.waitingAfter : 0 };
  const wraps = [...active.map(({ id }) => id), "reporter"];
  life.report({ wraps, ...(kind === "crisis" ? { class: "crisis" } : {}) });
  return life;
}

const scene = (life: Life) => ({ state: life.must, now: life.now, absent: [] });
/** Days from now to the latest date they can bring about. */
const longest = (life: Life, how: Parameters<typeof farthest>[2] = {}): number =>
  (farthest(scene(life), life.context, how).due - life.now) / DAY;

/** What is promised: no later than `postponeAtMost` after the date this began with, nor than the day of the outcome. */
function promised(life: Life): number {
  const { must: state, context } = life;
  const most = until(endOf(dayOf(life.owed.due, calendar), calendar), clocksOf(state, context).postponeAtMost, context);
  return (Math.max(life.owed.due, Math.min(most, outcomeDue(state, context))) - life.now) / DAY;
}

describe("the longest silence a whole committee can bring about together", () => {
  it.each<[Kind, number]>([
    ["crisis", 2.34],
    ["ordinary", 10.34],
    ["waiting", 21.34],
  ])("before the first word, or a miss that is told, %s: %d days", (kind, most) => {
    for (const size of [2, ...(kind === "crisis" ? [3] : [])]) {
      const found = longest(begun(size, kind));
      expect(found).toBeLessThanOrEqual(most);
      // The limit can be reached: nothing else holds them back sooner.
      expect(found).toBeGreaterThan(most - 0.02);
    }
  });

  it("is no longer for four or five", () => {
    for (const size of [4, 5]) expect(longest(begun(size, "crisis"), { briefly: true })).toBeLessThanOrEqual(2.34);
    expect(longest(begun(5, "ordinary"), { briefly: true })).toBeLessThanOrEqual(10.34);
  });

  it("was a week for a crisis, and three for two people, under the first version of the rules", () => {
    expect(longest(begun(5, "crisis", { under: firstPolicy }), { briefly: true })).toBeGreaterThan(7);
    expect(longest(begun(2, "ordinary", { under: firstPolicy }))).toBeGreaterThan(22);
  });

  it.each([4, 5, 6])("whatever day of the week it begins on (Monday and %d days)", (later) => {
    for (const kind of ["crisis", "ordinary"] as const) {
      const life = begun(2, kind, { now: MONDAY + later * DAY });
      expect(longest(life)).toBeLessThanOrEqual(promised(life) + 0.01);
    }
  });

  it("after an answer is that of the next update, and a complaint only makes it shorter", () => {
    const life = begun(2, "ordinary");
    life.act({ by: life.owner, kind: "answer" });
    const most = promised(life);
    expect(longest(life, { briefly: true })).toBeLessThanOrEqual(most);
    life.act({ by: "reporter", kind: "unanswered", about: life.must.messages[0]?.number, reason: "not-an-answer" });
    expect(longest(life)).toBeLessThanOrEqual(promised(life));
    expect(longest(life)).toBeLessThan(most);
  });

  it("after a missed date has no more room than before it", () => {
    const life = begun(2, "ordinary");
    const end = life.now + promised(life) * DAY;
    life.miss();
    expect(farthest(scene(life), life.context).due).toBeLessThanOrEqual(end);
    while (life.now < end) life.miss();
    expect(farthest(scene(life), life.context).due).toBe(life.owed.due);
  });

  it("while an outcome is late, or could not be read, is the date that is told", () => {
    const late = begun(2, "ordinary");
    while (late.owed.act !== "outcome") {
      late.now = late.owed.due - HOUR;
      late.act({ by: late.owner, kind: "answer" });
    }
    late.miss();
    expect(farthest(scene(late), late.context).due).toBe(late.owed.due);
    const unreadable = begun(3, "crisis");
    unreadable.act({ by: unreadable.owner, kind: "outcome" });
    const about = unreadable.must.messages[0]?.number;
    unreadable.act({ by: "reporter", kind: "unanswered", about, reason: "unreadable" });
    expect(longest(unreadable)).toBeLessThanOrEqual(promised(unreadable));
  });
});
