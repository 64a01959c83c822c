import { addDays, dayOf, startOf } from "@niuniu/owe";
import type { Person } from "@niuniu/matter";
import { describe, expect, it } from "vitest";
import type { Entry, OwedEvent } from "./events.ts";
import { listen } from "./kind.ts";
import { calendar, HOUR, ids, Life, MONDAY, people } from "./testing/life.ts";

const MINUTE = 60_000;
const DAY = 24 * HOUR;

/** Who is in office from which moment (ms since epoch) on. */
type Office = readonly { readonly from: number; readonly active: readonly Person[] }[];

/** What the page of its reporter finds, with the committee's statements and everybody's absences before it. */
function heard(life: Life, office: Office = [{ from: 0, active: people }], entries: readonly Entry[] = life.entries) {
  const membersAt = (at: number) => office.findLast(({ from }) => from <= at)?.active ?? people;
  const witness = { ...life.context, membersAt, changes: office.map(({ from }) => from), awayOn: () => true };
  const last = entries.findLast((entry): entry is OwedEvent => entry.kind === "owed");
  const claimed = life.must.obligation === null || last === undefined ? null : { ...life.owed, owner: last.owner };
  return listen(entries, { ...witness, claimed, now: life.now });
}

function begun(urgency: "ordinary" | "crisis" = "ordinary", now = MONDAY): Life {
  const life = new Life(now);
  life.report({ class: urgency });
  return life;
}

const unread = (life: Life): void => {
  const about = life.must.messages.at(-1)?.number;
  life.act({ by: "reporter", kind: "unanswered", about, reason: "unreadable" });
};
const midnightAfter = (at: number): number => startOf(addDays(dayOf(at, calendar), 1), calendar);

describe("an honest server is not accused", () => {
  it.each<[string, number]>([
    ["a minute before midnight and taken after it", 1],
    ["by somebody whose clock is a day behind", 12 * 60],
  ])("of an opening that was signed %s", (_how, after) => {
    const life = begun();
    // On the last day before the date, on which reading the report makes it no earlier; the day before it would have.
    life.now = midnightAfter(MONDAY + DAY) + after * MINUTE;
    life.act({ by: life.owner, kind: "open", date: "2026-11-24" });
    expect(life.entries.at(-1)).toMatchObject({ kind: "open" });
    expect(heard(life)).toEqual([]);
  });

  it("of what somebody wrote a minute before they left at midnight, by a clock that is two ahead", () => {
    const life = begun();
    const { owner } = life;
    const midnight = midnightAfter(MONDAY);
    life.now = midnight - MINUTE;
    life.act({ by: owner, kind: "note", date: "2026-11-24" });
    const without = people.filter(({ id }) => id !== owner);
    const office = [
      { from: 0, active: people },
      { from: midnight, active: without },
    ];
    expect(heard(life, office).filter(({ code }) => code === "not-allowed")).toEqual([]);
  });

  it("of whom a date went to between two changes of the committee on one day", () => {
    const life = begun("crisis");
    const { owner } = life;
    const next = ids.find((id) => id !== owner) ?? "";
    const noon = life.owed.due - HOUR;
    const between = people.filter(({ id }) => id !== owner && id !== next);
    const office = [
      { from: 0, active: people },
      { from: noon, active: between },
      { from: noon + 3 * HOUR, active: people },
    ];
    life.context = { ...life.context, active: between };
    life.miss();
    life.context = { ...life.context, active: people };
    expect(heard(life, office)).toEqual([]);
    // Where nobody knows of them, a day has one at the most.
    const unknown = { ...life.context, membersAt: () => people, awayOn: () => true, claimed: life.owed };
    expect(listen(life.entries, { ...unknown, now: life.now })).not.toEqual([]);
  });

  it("of whom a date went to before the duties of the committee were shared out anew on that day", () => {
    const life = begun("crisis");
    const after = people.map((one) => ({ ...one, serves: [one.id === "li-na" ? "intake" : "decision"] as const }));
    const office = [
      { from: 0, active: people },
      { from: life.owed.due + HOUR, active: after },
    ];
    life.miss();
    life.now += 2 * HOUR;
    expect(heard(life, office)).toEqual([]);
  });
});

describe("a host that lies is found", () => {
  it("where it says that another than whose turn it is owes what its reporter could not read", () => {
    const life = begun();
    life.act({ by: life.owner, kind: "answer" });
    unread(life);
    const { owner } = life;
    const owed = life.entries.at(-1) as OwedEvent;
    const friend = ids.find((id) => id !== owner && id !== owed.from) ?? "";
    const lie = [...life.entries.slice(0, -1), { ...owed, owner: friend }];
    expect(heard(life, undefined, lie)).toMatchObject([{ code: "wrong-owner", found: friend }]);
  });

  it("where it gives a further day to what was owed today and its reporter could not read", () => {
    const life = begun();
    life.now = life.owed.due - HOUR;
    life.act({ by: life.owner, kind: "answer" });
    life.now += 2 * HOUR;
    unread(life);
    const owed = life.entries.at(-1) as OwedEvent;
    expect(owed.due).toBe("2026-11-26");
    const lie = [...life.entries.slice(0, -1), { ...owed, due: "2026-11-27" }];
    expect(heard(life, undefined, lie)).toContainEqual({
      ...{ code: "late-date", number: owed.number },
      ...{ latest: "2026-11-26", found: "2026-11-27" },
    });
  });
});
