import type { Person } from "@niuniu/matter";
import { listen, reassign } from "./kind.ts";
import { addDays, closingOf, dayOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { endedUnopened, endingOf } from "./cannot-open.ts";
import type { Entry } from "./events.ts";
import { calendar, firstPolicy, HOUR, Life, MONDAY, people, policy, refusal } from "./testing/life.ts";

const DAY = 24 * HOUR;
const two = ["li-na", "zhou-qiming"];
const without = (...gone: readonly string[]): readonly Person[] => people.filter(({ id }) => !gone.includes(id));

/** A report that two of the committee can open and the three others never will. */
function toTwo(under = policy): Life {
  const life = new Life(MONDAY, under);
  life.report({ wraps: [...two, "reporter"] });
  return life;
}

/** Lives on without a word until the outcome has been late for so many days. */
function letLie(life: Life, days: number): void {
  while (life.must.late !== "outcome") life.miss();
  const until = closingOf(addDays(life.must.outcomeBy, days), calendar);
  while (life.owed.due < until) life.miss();
  life.now = until - HOUR;
}

/** These people go, by a statement of the others, and the case does what follows. */
function leave(life: Life, ...gone: readonly string[]): void {
  life.context = { ...life.context, active: without(...gone) };
  const moved = reassign(life.must, life.now, life.context);
  life.entries.push(...(moved?.events ?? []));
  life.state = moved?.state ?? life.state;
}

/** What the reporter's page finds, which knows from the statements who is in office when. */
const heard = (life: Life, leftAt = Infinity, entries: readonly Entry[] = life.entries) =>
  listen(entries, {
    ...{ policy: life.context.policy, calendar, awayOn: () => false, struck: [], now: life.now },
    ...{ membersAt: (at: number) => (at < leftAt ? people : without(...two)), claimed: life.must.obligation },
  }).map(({ code }) => code);

describe("whoever alone can open a case", () => {
  it("is needed as long as its outcome is not late, and for a review's time after that", () => {
    const life = toTwo();
    expect(life.strands({ active: without(...two), absent: [] }, two)).toBe(true);
    life.miss();
    expect(life.strands({ active: without("li-na"), absent: [] }, ["li-na"])).toBe(true);
    letLie(life, 30);
    expect(life.strands({ active: without(...two), absent: [] }, two)).toBe(true);
    letLie(life, 32);
    expect(life.strands({ active: without(...two), absent: [] }, two)).toBe(false);
    expect(life.strands({ active: people, absent: ["li-na"] }, ["li-na"])).toBe(false);
  });

  it("is needed again by one message: nobody who is at work on a case can be taken from it by all the others", () => {
    const life = toTwo();
    letLie(life, 40);
    life.act({ by: life.owner, kind: "answer" });
    for (const gone of [two, [life.owner]])
      expect(life.strands({ active: without(...gone), absent: [] }, gone)).toBe(true);
    life.now += 29 * DAY;
    expect(life.strands({ active: without(...two), absent: [] }, two)).toBe(true);
    life.now += 3 * DAY;
    expect(life.strands({ active: without(...two), absent: [] }, two)).toBe(false);
  });

  it("is not held for good by another who says that it does not open, and then goes", () => {
    const life = toTwo();
    life.act({ by: life.owner, kind: "cannot-open", reason: "unreadable" });
    const last = life.owner;
    leave(life, ...two.filter((id) => id !== last));
    expect(life.strands({ active: without(...two), absent: [] }, [last])).toBe(true);
    letLie(life, 32);
    expect(life.owner).toBe(last);
    expect(life.strands({ active: without(...two), absent: [] }, [last])).toBe(false);
  });
});

describe("a case that nobody in office can open any more", () => {
  function left(under = policy): { readonly life: Life; readonly at: number } {
    const life = toTwo(under);
    letLie(life, 32);
    const at = life.now;
    leave(life, ...two);
    return { life, at };
  }

  it.each([policy, firstPolicy])("ends by itself, stays overdue, and accuses nobody who has gone (%j)", (under) => {
    const { life, at } = left(under);
    expect(life.entries.at(-1)).toMatchObject({ kind: "closed", why: "left" });
    expect(life.must).toMatchObject({ obligation: null, late: "outcome", met: 0, left: true });
    expect(endedUnopened(life.must)).toBe(false);
    life.act({ by: "reporter", kind: "say" });
    expect(heard(life, at)).toEqual([]);
  });

  it("has no outcome that could be read or contested, not even an earlier one", () => {
    const life = toTwo();
    life.act({ by: life.owner, kind: "outcome" });
    const about = life.must.messages[0]?.number;
    life.act({ by: "reporter", kind: "contest", about });
    letLie(life, 32);
    leave(life, ...two);
    expect(endingOf(life.must)).toBeNull();
    expect(life.must).toMatchObject({ late: "outcome", met: 1 });
    for (const kind of ["contest", "seen"] as const)
      expect(refusal(() => life.act({ by: "reporter", kind, about }))).toBe("cases/nothing-there");
  });

  it("is taken up by a reader who comes back, within the day", () => {
    const { life, at } = left();
    life.now += 20 * DAY;
    const back = life.now;
    life.context = { ...life.context, active: people };
    life.act({ by: "li-na", kind: "open" });
    expect(life.must).toMatchObject({ left: false, stage: "received", contestUntil: null });
    expect(life.owed).toMatchObject({ owner: "li-na" });
    const there = (moment: number) => (moment < at || moment >= back ? people : without(...two));
    const given = { policy, calendar, awayOn: () => false, struck: [], now: life.now, claimed: life.owed };
    expect(listen(life.entries, { ...given, membersAt: there }).map(({ code }) => code)).toEqual([]);
  });

  it("a server that ends one so while a reader is in office, or hides why, is found out", () => {
    const { life, at } = left();
    expect(heard(life)).toEqual(["closed-without-outcome"]);
    const hidden = life.entries.map((entry) => {
      if (entry.kind !== "closed") return entry;
      return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== "why")) as unknown as Entry;
    });
    expect(heard(life, at, hidden)).toEqual(["closed-without-outcome"]);
    const early = life.entries.slice(0, -1);
    const fake = { ...life.entries.at(-1), why: "left", date: dayOf(at, calendar) } as Entry;
    expect(heard(life, at + 40 * DAY, [...early, fake])).toEqual(["closed-without-outcome"]);
  });
});
