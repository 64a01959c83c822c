import { listen, reassign, tick } from "./kind.ts";
import { dayOf, startOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { endedUnopened, triedBy } from "./cannot-open.ts";
import type { Entry } from "./events.ts";
import { calendar, firstPolicy, HOUR, ids, Life, MONDAY, people, policy, refusal, reported } from "./testing/life.ts";

const cannotOpen = (life: Life, by = life.owner) => life.act({ by, kind: "cannot-open", reason: "unreadable" });
const without = (...gone: readonly string[]) => people.filter(({ id }) => !gone.includes(id));
/** What the reporter's page finds in the whole chain of a life. */
const heard = (life: Life, away: readonly string[] = [], entries: readonly Entry[] = life.entries) =>
  listen(entries, {
    ...{ policy: life.context.policy, calendar, membersAt: () => people, awayOn: (id) => away.includes(id) },
    ...{ struck: [], claimed: life.must.obligation, now: life.now },
  });

describe("a report that somebody says cannot be opened", () => {
  it("goes to the next reader with the same act by the same date, and not back", () => {
    const life = reported();
    const [first, { due, act }] = [life.owner, life.owed];
    const { events } = cannotOpen(life);
    expect(events).toMatchObject([{ kind: "owed", why: "cannot-open", from: first }]);
    expect(life.owed).toMatchObject({ act, due });
    expect(life.owner).not.toBe(first);
    expect(refusal(() => life.act({ by: life.owner, kind: "hand-over", to: first }))).toBe("cases/cannot-own");
    for (let misses = 0; misses < 6; misses++) {
      life.miss();
      expect(life.owner).not.toBe(first);
    }
    expect(heard(life)).toEqual([]);
  });

  it("is said by its owner, who holds a wrap, and settles nothing", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "outside-lin", "reporter"] });
    const other = ["chen-lan", "wu-hao"].find((id) => id !== life.owner) ?? "";
    expect(refusal(() => cannotOpen(life, other))).toBe("cases/not-yours");
    expect(refusal(() => cannotOpen(life, "li-na"))).toBe("cases/not-a-reader");
    life.miss();
    cannotOpen(life);
    expect(life.must).toMatchObject({ late: "answer", met: 0, missed: 1, messages: [] });
  });

  it("stays open while one reader who is here has not said so, however many others have", () => {
    const life = reported();
    for (let colluders = 0; colluders < 4; colluders++) cannotOpen(life);
    const honest = ids.find((id) => !triedBy(life.must).includes(id));
    expect(life.owner).toBe(honest);
    life.act({ by: life.owner, kind: "answer" });
    expect(life.owed).toMatchObject({ owner: honest, act: "update" });
    for (let misses = 0; misses < 3; misses++) life.miss();
    expect(life.owner).toBe(honest);
    expect(heard(life)).toEqual([]);
  });

  it.each([["policy v1", firstPolicy] as const, ["policy v2", policy] as const])(
    "is closed under %s once everybody here has said so, and its reporter can contest that",
    (_version, under) => {
      const life = new Life(MONDAY, under);
      life.report();
      ids.forEach(() => cannotOpen(life));
      expect(life.must).toMatchObject({ obligation: null, stage: "concluded", met: 0, missed: 0 });
      expect(endedUnopened(life.must)).toBe(true);
      const about = life.entries.length - 1;
      life.act({ by: "reporter", kind: "seen", about, envelope: null });
      expect(refusal(() => life.act({ by: "reporter", kind: "unanswered", about, reason: "unreadable" }))).toBe(
        "cases/nothing-there",
      );
      life.act({ by: "reporter", kind: "contest", about });
      expect(life.owed).toMatchObject({ role: "review" });
      expect(refusal(() => life.act({ by: "reporter", kind: "contest", about }))).toBe("cases/still-open");
      // Everybody tries once more; then it is over, or whoever wrote it would keep them all trying for ever.
      ids.slice(1).forEach(() => cannotOpen(life));
      expect(life.must.obligation).not.toBeNull();
      cannotOpen(life);
      expect(life.must.obligation).toBeNull();
      const again = life.entries.length - 1;
      expect(refusal(() => life.act({ by: "reporter", kind: "contest", about: again }))).toBe("cases/tried-twice");
      expect(heard(life)).toEqual([]);
    },
  );

  it("is not said by somebody who has written to its reporter", () => {
    const life = reported();
    const author = life.owner;
    life.act({ by: author, kind: "answer" });
    expect(refusal(() => cannotOpen(life))).toBe("cases/could-open");
    life.act({ by: author, kind: "hand-over", to: author === "chen-lan" ? "wu-hao" : "chen-lan" });
    for (let others = 1; others < ids.length; others++) cannotOpen(life);
    expect(life.owner).toBe(author);
    expect(refusal(() => cannotOpen(life))).toBe("cases/could-open");
    expect(heard(life)).toEqual([]);
  });

  it("contested while somebody is away, is tried again by those who are here, and blamed on nobody who is not", () => {
    const life = reported();
    const [away = ""] = ids.filter((id) => id !== life.owner);
    life.context = { ...life.context, absent: [away] };
    for (let others = 1; others < ids.length; others++) cannotOpen(life);
    life.act({ by: "reporter", kind: "contest", about: life.entries.length - 1 });
    for (let misses = 0; misses < 4; misses++) {
      expect(life.owner).not.toBe(away);
      expect(life.miss().events[0]).not.toMatchObject({ person: away });
    }
    expect(heard(life, [away])).toEqual([]);
  });

  it("ends at once where one person alone can read, and holds nobody in office before or after", () => {
    const life = reported({ wraps: ["outside-lin", "reporter"] });
    expect(life.strands({ active: people, absent: ["outside-lin"] }, ["outside-lin"])).toBe(true);
    cannotOpen(life);
    expect(life.must.obligation).toBeNull();
    expect(life.strands({ active: without("outside-lin"), absent: [] }, ["outside-lin"])).toBe(false);
    expect(tick(life.must, life.now + 1000 * HOUR, life.context)).toBeNull();
  });

  it("does not hold in office who has said so, and holds who may still be able to", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "reporter"] });
    const first = life.owner;
    const other = ["chen-lan", "wu-hao"].find((id) => id !== first) ?? "";
    expect(life.strands({ active: without(first), absent: [] }, [first])).toBe(true);
    cannotOpen(life);
    expect(life.strands({ active: without(first), absent: [] }, [first])).toBe(false);
    expect(life.strands({ active: people, absent: [first] }, [first])).toBe(false);
    expect(life.strands({ active: without(other), absent: [] }, [other])).toBe(true);
    expect(life.strands({ active: people, absent: [other, first] }, [other])).toBe(true);
  });

  it("comes back to those who have said so once nobody else is in office, and they can end it", () => {
    const life = reported({ wraps: ["chen-lan", "wu-hao", "outside-lin", "reporter"] });
    const first = life.owner;
    cannotOpen(life);
    const second = life.owner;
    life.context = { ...life.context, active: without(second, ...ids.filter((id) => id !== first && id !== second)) };
    const moved = reassign(life.must, life.now, life.context);
    expect(moved?.events).toMatchObject([{ why: "left", owner: first }]);
    life.entries.push(...(moved?.events ?? []));
    life.state = moved?.state ?? null;
    expect(cannotOpen(life).events).toMatchObject([{ kind: "closed" }]);
  });
});

describe("a reader who was away when the others said that nobody can open it", () => {
  function closedWithout(away: string): Life {
    const life = reported();
    life.context = { ...life.context, absent: [away] };
    const moved = reassign(life.must, life.now, life.context);
    if (moved !== null) {
      life.entries.push(...moved.events);
      life.state = moved.state;
    }
    for (let others = 1; others < ids.length; others++) cannotOpen(life);
    return life;
  }

  it("is named in the end, and the page accepts it only with a signed absence", () => {
    const life = closedWithout("li-na");
    expect(life.entries.at(-1)).toMatchObject({ kind: "closed", skipped: ["li-na"] });
    expect(heard(life, ["li-na"])).toEqual([]);
    expect(heard(life).map(({ code }) => code)).toContain("unproved-absence");
    const unsaid = life.entries.map((entry) => {
      if (entry.kind !== "closed") return entry;
      return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== "skipped")) as unknown as Entry;
    });
    expect(heard(life, ["li-na"], unsaid).map(({ code }) => code)).toContain("closed-without-outcome");
  });

  it("takes it up again by opening it, in a day's time, and nobody else does", () => {
    const life = closedWithout("li-na");
    life.context = { ...life.context, absent: [] };
    expect(life.act({ by: "chen-lan", kind: "open" }).events).toEqual([]);
    life.act({ by: "li-na", kind: "open" });
    expect(life.must).toMatchObject({ stage: "received", contestUntil: null });
    expect(life.owed).toMatchObject({ owner: "li-na", act: "answer", role: "intake" });
    expect(dayOf(life.owed.due, calendar)).toBe("2026-11-24");
    life.act({ by: "li-na", kind: "answer" });
    expect(heard(life, ["li-na"])).toEqual([]);
  });

  it("does not after the time in which an outcome could be contested", () => {
    const life = closedWithout("li-na");
    life.now = startOf(life.must.contestUntil ?? "", calendar) + 48 * HOUR;
    expect(life.act({ by: "li-na", kind: "open" }).events).toEqual([]);
  });
});
