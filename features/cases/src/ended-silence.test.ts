import { addDays, dayOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { triedBy } from "./cannot-open.ts";
import { listen } from "./kind.ts";
import type { Policy } from "./policy.ts";
import { calendar, HOUR, ids, Life, MONDAY, people, policy, refusal } from "./testing/life.ts";

/** What five people can make of ends at which nobody says anything: a report that "cannot be opened", and one that is open again. */

const MINUTE = 60_000;
const DAY = 24 * HOUR;
const second: Policy = { ...policy, version: 2 };

/** A case that was put off for as long as may be, and then ended by all who are here. */
function ended(urgency: "ordinary" | "crisis", under: Policy = policy, away: readonly string[] = []): Life {
  const life = new Life(MONDAY, under);
  life.report({ class: urgency });
  life.now += HOUR;
  latest(life);
  life.now = life.owed.due - HOUR;
  life.context = { ...life.context, absent: away };
  while (life.must.obligation !== null) life.act({ by: life.owner, kind: "cannot-open", reason: "unreadable" });
  return life;
}

/** Postpones for as long as the rules allow. */
function latest(life: Life): void {
  for (let days = 30; days > 0; days--) {
    const due = addDays(dayOf(life.owed.due, calendar), days);
    if (refusal(() => life.act({ by: life.owner, kind: "postpone", due })) === "granted") return;
  }
}

const lastCannot = (life: Life): number => life.must.cannotOpen?.at(-1)?.number ?? 0;
const witnessOf = (life: Life) => {
  const { policy: under, active } = life.context;
  const witness = { policy: under, calendar, membersAt: () => active, awayOn: () => true, struck: [] };
  return { ...witness, claimed: life.must.obligation, now: life.now };
};

describe("an end at which nobody could open the report", () => {
  it.each([
    ["ordinary", 4 * DAY],
    ["crisis", 4 * HOUR + 1],
  ] as const)("gives no new room when somebody who was away opens it after all (%s)", (urgency, most) => {
    const [first = "", ...others] = ids.toReversed();
    const life = ended(urgency, policy, others);
    life.now += DAY;
    life.context = { ...life.context, absent: [] };
    const back = others.find((id) => id !== first) ?? "";
    life.act({ by: back, kind: "open" });
    expect(life.owed).toMatchObject({ owner: back, act: "answer" });
    expect(life.owed.due - life.now).toBeLessThanOrEqual(most);
    const before = life.owed.due;
    latest(life);
    expect(life.owed.due).toBe(before);
    expect(listen(life.entries, witnessOf(life))).toEqual([]);
  });

  it.each(["ordinary", "crisis"] as const)(
    "that is contested makes an answer owed, at once and for good (%s)",
    (urgency) => {
      const life = ended(urgency);
      life.now += HOUR;
      life.act({ by: "reporter", kind: "contest", about: lastCannot(life) });
      expect(life.owed).toMatchObject({ act: "answer", role: "review" });
      expect(life.owed.due - life.now).toBeLessThanOrEqual(urgency === "crisis" ? 12 * HOUR : 4 * DAY);
      const before = life.owed.due;
      latest(life);
      expect(life.owed.due).toBe(before);
      expect(listen(life.entries, witnessOf(life))).toEqual([]);
    },
  );

  it("gave both under the second version of the rules, by which old chains are judged", () => {
    const life = ended("crisis", second);
    life.now += HOUR;
    life.act({ by: "reporter", kind: "contest", about: lastCannot(life) });
    expect(life.owed).toMatchObject({ act: "update" });
    expect(listen(life.entries, witnessOf(life))).toEqual([]);
  });

  it("takes nothing away from what is overdue: it is again, as soon as the case is open", () => {
    const life = new Life();
    life.report();
    life.miss();
    expect(life.must.late).toBe("answer");
    life.context = { ...life.context, absent: ["li-na"] };
    while (life.must.obligation !== null) life.act({ by: life.owner, kind: "cannot-open", reason: "unreadable" });
    expect(life.must.late).toBeNull();
    life.context = { ...life.context, absent: [] };
    life.act({ by: "li-na", kind: "open" });
    expect(life.must.late).toBe("answer");
    life.act({ by: "li-na", kind: "answer" });
    expect(life.must).toMatchObject({ late: null });
    expect(life.must).not.toHaveProperty("unmet");
  });

  it("by setting aside does not make up for a late outcome either", () => {
    const life = new Life();
    life.report();
    while (life.owed.act !== "outcome") {
      life.now = life.owed.due - HOUR;
      life.act({ by: life.owner, kind: "answer" });
    }
    life.miss();
    expect(life.must.late).toBe("outcome");
    life.act({ by: life.owner, kind: "junk" });
    expect(life.must.late).toBeNull();
    life.act({ by: "reporter", kind: "contest", about: life.must.messages.at(-1)?.number });
    expect(life.must.late).toBe("outcome");
    life.act({ by: life.owner, kind: "outcome" });
    expect(life.must.late).toBeNull();
  });
});

/** Says that nobody can open it; as many as may are away meanwhile, who can then take it up again. */
function endAgain(life: Life): void {
  const fresh = ids.filter((id) => !triedBy(life.must).includes(id) && id !== life.owner);
  const most = fresh
    .map((_, at) => fresh.slice(at))
    .find((away) => !life.strands({ active: people, absent: away }, away));
  life.context = { ...life.context, absent: most ?? [] };
  while (life.must.obligation !== null) {
    const said = refusal(() => life.act({ by: life.owner, kind: "cannot-open", reason: "unreadable" }));
    if (said !== "granted") return;
  }
}

/** How many days nothing is said when each reader in turn takes up what nobody could open, and says after a while that they cannot either. */
function byTurns(urgency: "ordinary" | "crisis", under: Policy): { readonly days: number; readonly ends: number } {
  const life = new Life(MONDAY, under);
  life.report({ class: urgency });
  latest(life);
  let ends = 0;
  let { due } = life.owed;
  const upTo = (): void => {
    due = life.owed.due;
    life.now = due - MINUTE;
    endAgain(life);
  };
  upTo();
  while (life.must.obligation === null) {
    ends += 1;
    life.context = { ...life.context, absent: [] };
    const next = ids.find((id) => !triedBy(life.must).includes(id));
    const about = lastCannot(life);
    if (next !== undefined) life.act({ by: next, kind: "open" });
    else if (refusal(() => life.act({ by: "reporter", kind: "contest", about })) !== "granted") break;
    upTo();
  }
  expect(life.must.missed).toBe(0);
  expect(listen(life.entries, witnessOf(life))).toEqual([]);
  return { days: (due - MONDAY) / DAY, ends };
}

describe("a report that one after the other can open after all, and then cannot", () => {
  it.each([
    ["ordinary", 17.3, 11.34],
    ["crisis", 3.4, 2.5],
  ] as const)("ends so once, and then somebody owes an answer for good (%s)", (urgency, fourth, most) => {
    const before = byTurns(urgency, { ...policy, version: 4 });
    expect(before.days).toBeGreaterThan(fourth);
    expect(before.ends).toBeGreaterThan(5);
    const now = byTurns(urgency, policy);
    expect(now.ends).toBe(1);
    expect(now.days).toBeLessThanOrEqual(most);
  });

  it("waits for who took it up, though they are away, and is theirs when another cannot open it", () => {
    const life = ended("ordinary", policy, ["li-na"]);
    life.context = { ...life.context, absent: [] };
    life.act({ by: "li-na", kind: "open" });
    expect(refusal(() => life.act({ by: "li-na", kind: "cannot-open", reason: "unreadable" }))).toBe(
      "cases/could-open",
    );
    const late = new Life();
    late.report();
    late.context = { ...late.context, absent: ["li-na", "outside-lin"] };
    while (late.must.obligation !== null) late.act({ by: late.owner, kind: "cannot-open", reason: "unreadable" });
    late.context = { ...late.context, absent: [] };
    late.act({ by: "li-na", kind: "open" });
    late.act({ by: "li-na", kind: "hand-over", to: "outside-lin", envelope: null });
    late.context = { ...late.context, absent: ["li-na"] };
    late.act({ by: "outside-lin", kind: "cannot-open", reason: "unreadable" });
    expect(late.owed).toMatchObject({ owner: "li-na", act: "answer" });
    late.miss();
    expect(late.owner).toBe("li-na");
    expect(listen(late.entries, witnessOf(late))).toEqual([]);
  });
});

describe("a report in the waiting pool", () => {
  it("stays in it when its owner says that they cannot open it, so that another who does brings its date forward", () => {
    const due = (under: Policy): number => {
      const life = new Life(MONDAY, under);
      life.context = { ...life.context, unread: under.waitingAfter };
      life.report();
      life.act({ by: life.owner, kind: "cannot-open", reason: "unreadable" });
      const { owner } = life;
      const other = ids.find((id) => id !== owner && !triedBy(life.must).includes(id)) ?? "";
      life.act({ by: other, kind: "open" });
      expect(listen(life.entries, witnessOf(life))).toEqual([]);
      return Math.round((life.owed.due - MONDAY) / DAY);
    };
    expect([due({ ...policy, version: 4 }), due(policy)]).toEqual([14, 3]);
  });
});

describe("whoever is let in by another reader", () => {
  const let_in = (under: Policy = policy): Life => {
    const life = new Life(MONDAY, under);
    life.report({ wraps: ["chen-lan", "li-na", "reporter"] });
    life.act({ by: "chen-lan", kind: "rewrap", reader: "outside-lin" });
    return life;
  };
  const rewrap = (life: Life, by: string): string =>
    refusal(() => life.act({ by, kind: "rewrap", reader: "outside-lin" }));

  it("can be given a good wrap by another reader, until they have opened the case", () => {
    const life = let_in();
    expect(rewrap(life, "li-na")).toBe("granted");
    expect(life.must.readers).toEqual(["chen-lan", "li-na", "outside-lin"]);
    life.act({ by: "outside-lin", kind: "open" });
    expect(rewrap(life, "chen-lan")).toBe("cases/already-reader");
    expect(refusal(() => life.act({ by: "chen-lan", kind: "rewrap", reader: "li-na" }))).toBe("cases/already-reader");
    expect(rewrap(let_in(second), "li-na")).toBe("cases/already-reader");
  });

  it("does not make up for those who can read and are to go, until they have opened it", () => {
    const life = let_in();
    const left = people.filter(({ id }) => id === "outside-lin");
    expect(life.strands({ active: left, absent: [] }, ["chen-lan", "li-na"])).toBe(true);
    life.act({ by: "outside-lin", kind: "open" });
    expect(life.strands({ active: left, absent: [] }, ["chen-lan", "li-na"])).toBe(false);
  });
});
