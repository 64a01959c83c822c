import { addDays, dayOf, endOf, startOf } from "@niuniu/owe";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clocksOf, until } from "./clocks.ts";
import { listen } from "./kind.ts";
import type { Policy } from "./policy.ts";
import { calendar, HOUR, ids, Life, MONDAY, people, policy, refusal } from "./testing/life.ts";

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const rules = { policy, calendar };
const third: Policy = { ...policy, version: 3 };

const lastWord = (life: Life): number => life.must.messages.at(-1)?.number ?? 0;
const complain = (life: Life, about = lastWord(life)) =>
  life.act({ by: "reporter", kind: "unanswered", about, reason: "unreadable" });
const heard = (life: Life) => {
  const { policy: under, active } = life.context;
  const witness = { policy: under, calendar, membersAt: () => active, awayOn: () => true, struck: [] };
  return listen(life.entries, { ...witness, claimed: life.must.obligation, now: life.now });
};

function begun(now: number, urgency: "ordinary" | "crisis", { size = 5, under = policy } = {}): Life {
  const life = new Life(now, under);
  life.context = { ...life.context, active: people.slice(0, size) };
  life.report({ class: urgency, wraps: [...ids.slice(0, size), "reporter"] });
  return life;
}

/** Postpones for as long as the rules allow. */
function latest(life: Life): void {
  for (let days = 30; days > 0; days--) {
    const due = addDays(dayOf(life.owed.due, calendar), days);
    if (refusal(() => life.act({ by: life.owner, kind: "postpone", due })) === "granted") return;
  }
}

const doings = ["answer", "stage", "outcome", "junk", "open", "hand-over", "postpone", "day", "end"] as const;

/** What somebody does who wants to seem to answer. Whoever reads it says at once that it cannot be read. */
function pretend(life: Life, doing: (typeof doings)[number], who: number): void {
  const to = life.context.active[who % life.context.active.length]?.id ?? "";
  if (doing === "postpone") {
    latest(life);
    return;
  }
  if (doing === "day" || doing === "end") {
    const tomorrow = startOf(addDays(dayOf(life.now, calendar), 1), calendar);
    life.now = Math.max(life.now, Math.min(life.owed.due - MINUTE, doing === "day" ? tomorrow : Infinity));
    return;
  }
  const stage = life.must.stage === "received" ? "assessed" : "investigated";
  const more = doing === "stage" ? { to: stage } : doing === "hand-over" ? { to, envelope: null } : {};
  const words = lastWord(life);
  refusal(() => life.act({ by: doing === "open" ? to : life.owner, kind: doing, ...more }));
  if (lastWord(life) !== words) complain(life);
}

describe("words that nobody can read", () => {
  it("gain no time, whoever writes them, as often as they like: a word that can be read, or a miss, comes by the end of the day of the limit", () => {
    const script = fc.record({
      start: fc.integer({ min: 0, max: 7 * 24 }),
      urgency: fc.constantFrom("ordinary" as const, "crisis" as const),
      size: fc.integer({ min: 2, max: 5 }),
      steps: fc.array(fc.record({ doing: fc.constantFrom(...doings), who: fc.nat(4) }), {
        minLength: 4,
        maxLength: 40,
      }),
    });
    fc.assert(
      fc.property(script, ({ start, urgency, size, steps }) => {
        const life = begun(MONDAY + start * HOUR, urgency, { size });
        const most = until(
          endOf(dayOf(life.owed.due, calendar), calendar),
          clocksOf(life.must, rules).postponeAtMost,
          rules,
        );
        for (const { doing, who } of steps) {
          pretend(life, doing, who);
          if (life.must.missed > 0) break;
          expect(life.owed.due).toBeLessThanOrEqual(endOf(dayOf(most, calendar), calendar));
          expect(life.must.met).toBe(0);
        }
        expect(heard(life)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["ordinary", 12.76],
    ["crisis", 2.76],
  ] as const)("by one member, %s: %d days at the very most, and the miss is theirs", (urgency, most) => {
    for (const [day, kind] of [0, 1, 2, 3, 4, 5, 6].flatMap((one) => [
      [one, "answer"] as const,
      [one, "outcome"] as const,
    ])) {
      const life = begun(MONDAY - 10 * HOUR + day * DAY, urgency);
      const { now } = life;
      const author = life.owner;
      latest(life);
      life.now = life.owed.due - MINUTE;
      life.act({ by: author, kind });
      complain(life);
      expect(life.owner).not.toBe(author);
      life.miss();
      expect((life.now - now) / DAY).toBeLessThanOrEqual(most);
      expect(life.must).toMatchObject({ missed: 1, met: 0 });
      expect(life.entries.findLast((entry) => entry.kind === "missed")).toMatchObject({ person: author });
      expect(heard(life)).toEqual([]);
    }
  });

  it("gave ninety days without a miss, each a date met, under the third version of the rules", () => {
    const life = begun(MONDAY, "crisis", { under: third });
    while (life.owed.act === "answer" && life.now < MONDAY + 30 * DAY) {
      latest(life);
      life.now = life.owed.due - MINUTE;
      life.act({ by: life.owner, kind: "answer" });
      complain(life);
    }
    expect(life.must).toMatchObject({ missed: 0, late: null });
    expect(life.must.met).toBeGreaterThan(10);
    expect(heard(life)).toEqual([]);
  });

  it.each(["answer", "stage", "outcome", "junk"] as const)("make up for nothing that was missed: %s", (kind) => {
    const life = begun(MONDAY, "ordinary");
    life.miss();
    life.act({ by: life.owner, kind, ...(kind === "stage" ? { to: "assessed" } : {}) });
    complain(life);
    expect(life.must).toMatchObject({ late: "answer", met: 0, missed: 1 });
    expect(heard(life)).toEqual([]);
  });

  it("make up for nothing either where the report was set aside since, in words that can be read, and that was contested", () => {
    const life = begun(MONDAY, "ordinary");
    life.miss();
    life.act({ by: life.owner, kind: "answer" });
    const word = lastWord(life);
    life.act({ by: life.owner, kind: "junk" });
    life.act({ by: "reporter", kind: "contest", about: lastWord(life) });
    expect(life.must.late).toBeNull();
    complain(life, word);
    expect(life.must).toMatchObject({ late: "answer", met: 0 });
    life.act({ by: life.owner, kind: "answer" });
    expect(life.must.late).toBeNull();
    expect(heard(life)).toEqual([]);
  });

  it("are a miss where the day on which they were owed is over when it is found", () => {
    const life = begun(MONDAY, "ordinary");
    life.act({ by: life.owner, kind: "answer" });
    life.now += 4 * DAY;
    complain(life);
    expect(life.must).toMatchObject({ late: "answer", missed: 1, met: 0 });
    // Nobody gets more room by it either than there was before.
    latest(life);
    expect(dayOf(life.owed.due, calendar)).toBe("2026-12-03");
    expect(heard(life)).toEqual([]);
  });

  it("are held against the silence before the first of them, in whatever order it is said", () => {
    const life = begun(MONDAY, "ordinary");
    const { firstDue } = life.must;
    life.act({ by: life.owner, kind: "answer" });
    const first = lastWord(life);
    life.now = life.owed.due - HOUR;
    life.act({ by: life.owner, kind: "answer" });
    expect(life.must.met).toBe(2);
    complain(life, first);
    expect(life.must).toMatchObject({ met: 1, missed: 0 });
    complain(life);
    expect(life.must).toMatchObject({ met: 0, missed: 1, late: "answer", firstDue });
    expect(heard(life)).toEqual([]);
  });

  it("end nothing and begin nothing where somebody has written since what can be read", () => {
    const life = begun(MONDAY, "ordinary");
    life.act({ by: life.owner, kind: "answer" });
    const first = lastWord(life);
    life.now = life.owed.due - HOUR;
    life.act({ by: life.owner, kind: "answer" });
    const { owner } = life;
    complain(life, first);
    expect(life.must).toMatchObject({ met: 1, missed: 0, late: null });
    expect(life.owner).toBe(owner);
    expect(heard(life)).toEqual([]);
  });
});

describe("whose miss it is where dates are given in hours", () => {
  it("is not the one's who got it a minute before, on a Sunday night either", () => {
    const sunday = MONDAY - 34 * HOUR;
    const life = begun(sunday, "crisis");
    const author = life.owner;
    life.now = life.owed.due - MINUTE;
    const to = ids.find((id) => id !== author) ?? "";
    life.act({ by: author, kind: "hand-over", to, envelope: null });
    life.miss();
    const missed = life.entries.findLast((entry) => entry.kind === "missed");
    expect(missed).toMatchObject({ person: author, last: to });
    expect(heard(life)).toEqual([]);
  });
});

describe("an honest server", () => {
  it("is not accused of a hand-over that hangs on who is away: from the fourth version on it names them", () => {
    for (const under of [third, policy]) {
      const life = begun(MONDAY, "ordinary", { under, size: 3 });
      const [first, second] = [life.owner, ids.slice(0, 3).find((id) => id !== life.owner) ?? ""];
      life.act({ by: first, kind: "stage", to: "assessed" });
      const there = life.owner;
      const away = ids.slice(0, 3).filter((id) => id !== there && id !== first);
      life.context = { ...life.context, absent: away };
      life.act({ by: there, kind: "hand-over", to: first, envelope: null });
      expect(second).not.toBe("");
      const owed = life.entries.at(-1);
      expect(owed).toMatchObject(under === policy ? { why: "handed-over", skipped: away } : { why: "handed-over" });
      expect(heard(life)).toEqual([]);
    }
  });

  it("is not accused of what somebody did on the day on which they left", () => {
    const life = begun(MONDAY, "crisis");
    const { owner } = life;
    life.now += 12 * HOUR;
    life.act({ by: owner, kind: "open" });
    const left = life.now + HOUR;
    const membersAt = (at: number) => people.filter(({ id }) => id !== owner || at < left);
    const witness = { policy, calendar, membersAt, awayOn: () => true, struck: [], now: life.now };
    expect(listen(life.entries, { ...witness, claimed: life.must.obligation })).toEqual([]);
  });
});
