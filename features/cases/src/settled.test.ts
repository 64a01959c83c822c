import { dayOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { completed, slim, type CaseState } from "./state.ts";
import { calendar, concluded, firstPolicy, HOUR, Life, MONDAY, policy, refusal, reported } from "./testing/life.ts";

const last = (life: Life): number => life.must.messages.at(-1)?.number ?? 0;
const complain = (life: Life, reason = "not-an-answer") =>
  life.act({ by: "reporter", kind: "unanswered", about: last(life), reason });

/** A case whose outcome's day has passed in silence. */
function outcomeMissed(under = policy): Life {
  const life = new Life(MONDAY, under);
  life.report();
  while (life.owed.act !== "outcome") {
    life.now = life.owed.due - HOUR;
    life.act({ by: life.owner, kind: "answer" });
  }
  life.miss();
  return life;
}

describe("a late outcome", () => {
  it("stays what is owed, however often it is complained about, and each further silence is a miss", () => {
    const life = outcomeMissed();
    const { due } = life.owed;
    complain(life);
    expect(life.owed).toMatchObject({ act: "outcome" });
    expect(life.owed.due).toBeLessThanOrEqual(due);
    const { missed } = life.must;
    life.act({ by: life.owner, kind: "answer" });
    expect(life.owed.act).toBe("outcome");
    for (const more of [1, 2, 3]) {
      life.miss();
      complain(life);
      expect(life.must.missed).toBe(missed + more);
      life.act({ by: life.owner, kind: "answer" });
    }
  });

  it("was turned into a mere answer by a complaint under the first version of the rules", () => {
    const life = outcomeMissed(firstPolicy);
    complain(life);
    expect(life.owed.act).toBe("answer");
  });

  it("is overdue until an outcome is given, whatever else is said", () => {
    const life = outcomeMissed();
    life.act({ by: life.owner, kind: "answer" });
    complain(life);
    life.act({ by: life.owner, kind: "answer" });
    life.act({ by: life.owner, kind: "stage", to: "assessed" });
    expect(life.must.late).toBe("outcome");
    life.act({ by: life.owner, kind: "outcome" });
    expect(life.must.late).toBeNull();
    // Where a complaint still turns it into an answer, a dot settles that, and the outcome stays overdue all the same.
    const earlier = outcomeMissed(firstPolicy);
    complain(earlier);
    earlier.act({ by: earlier.owner, kind: "answer" });
    expect(earlier.must).toMatchObject({ late: "outcome", obligation: { act: "outcome" } });
  });

  it("is not given more time by passing the case on", () => {
    const life = outcomeMissed();
    const { due } = life.owed;
    life.act({ by: life.owner, kind: "stage", to: "assessed" });
    expect(life.owed).toMatchObject({ act: "outcome", due });
  });

  it("that nobody can read is a miss once its day has passed", () => {
    const life = outcomeMissed();
    life.now += 24 * HOUR;
    life.act({ by: life.owner, kind: "outcome" });
    const { missed } = life.must;
    complain(life, "unreadable");
    expect(life.must).toMatchObject({ missed: missed + 1, late: "outcome", reopened: true });
  });
});

describe("what counts as a date met", () => {
  it("what is no answer is not a date met again each time its reporter says so, in a crisis before noon either", () => {
    for (const urgency of ["ordinary", "crisis"] as const) {
      const life = new Life(MONDAY - 9 * HOUR);
      life.report({ class: urgency });
      life.now = life.owed.due - HOUR;
      for (let dot = 0; dot < 5; dot += 1) {
        life.act({ by: life.owner, kind: "answer" });
        complain(life);
      }
      life.act({ by: life.owner, kind: "answer" });
      expect(life.must.met).toBe(1);
      // The next update is a duty of its own.
      life.now = life.owed.due - HOUR;
      life.act({ by: life.owner, kind: "answer" });
      expect(life.must).toMatchObject({ met: 2, late: null });
      // Nor is one taken back twice that counted once.
      complain(life, "unreadable");
      expect(life.must.met).toBe(1);
    }
  });

  it("twenty dots in a minute are one", () => {
    const life = reported();
    for (let dot = 0; dot < 20; dot += 1) life.act({ by: life.owner, kind: "answer" });
    expect(life.must.met).toBe(1);
  });

  it("an answer that is called none, and answered again at once, is one", () => {
    const life = reported();
    for (let round = 0; round < 5; round += 1) {
      life.act({ by: life.owner, kind: "answer" });
      complain(life);
    }
    expect(life.must.met).toBe(1);
  });

  it("updates at their dates count each", () => {
    const life = reported();
    for (let update = 0; update < 4; update += 1) {
      life.now = life.owed.due - HOUR;
      life.act({ by: life.owner, kind: "answer" });
    }
    expect(life.must.met).toBe(4);
  });

  it("an outcome counts once for the case and once for its review, setting aside never", () => {
    const life = concluded();
    const { met } = life.must;
    expect(met).toBe(1);
    for (let round = 0; round < 3; round += 1) {
      complain(life, "unreadable");
      life.act({ by: life.owner, kind: "outcome" });
    }
    expect(life.must.met).toBe(met);
    life.act({ by: "reporter", kind: "contest", about: last(life) });
    life.act({ by: life.owner, kind: "outcome" });
    expect(life.must.met).toBe(met + 1);
    const aside = reported();
    aside.act({ by: aside.owner, kind: "junk" });
    expect(aside.must.met).toBe(0);
  });
});

describe("somebody whose outcome was objected to", () => {
  const first = (life: Life): string => life.must.messages[0]?.by ?? "";

  it("is not asked again for one that can be read while anybody else is there", () => {
    const life = concluded();
    const authors = [first(life)];
    for (let round = 1; round < 5; round += 1) {
      complain(life, "unreadable");
      expect(authors).not.toContain(life.owner);
      authors.push(life.owner);
      life.act({ by: life.owner, kind: "outcome" });
    }
    for (let round = 0; round < 12; round += 1) {
      const before = life.must.messages.at(-1)?.by;
      complain(life, "unreadable");
      expect(life.owner).not.toBe(before);
      life.act({ by: life.owner, kind: "outcome" });
    }
  });

  it("is asked again when nobody else is there", () => {
    const life = reported({ wraps: ["outside-lin", "reporter"] });
    life.act({ by: "outside-lin", kind: "outcome" });
    complain(life, "unreadable");
    expect(life.owner).toBe("outside-lin");
  });

  it("sets a report aside once only; the second time is for others", () => {
    const life = reported({ wraps: ["chen-lan", "outside-lin", "reporter"] });
    life.act({ by: life.owner, kind: "junk" });
    const author = first(life);
    life.act({ by: "reporter", kind: "contest", about: last(life) });
    expect(life.owner).not.toBe(author);
    const handing = () => life.act({ by: life.owner, kind: "hand-over", to: author });
    expect(refusal(handing)).toBe("cases/decided-before");
    life.act({ by: life.owner, kind: "junk" });
    life.act({ by: "reporter", kind: "contest", about: last(life) });
    for (const again of ["cases/set-aside-before", "cases/set-aside-before"]) {
      expect(refusal(() => life.act({ by: life.owner, kind: "junk" }))).toBe(again);
      life.miss();
    }
    expect(refusal(() => life.act({ by: life.owner, kind: "outcome" }))).toBe("granted");
  });

  it("does not come by a missed date to review what they wrote, while others are there", () => {
    const life = concluded();
    const author = first(life);
    life.act({ by: "reporter", kind: "contest", about: last(life) });
    for (let turn = 0; turn < 12; turn += 1) {
      expect(life.owner).not.toBe(author);
      life.miss();
    }
  });
});

it("a state that an older version stored is read with what it did not know yet", () => {
  const stored = JSON.parse(JSON.stringify(outcomeMissed(firstPolicy).must)) as CaseState;
  const known = ["held", "late", "reopened", "met", "metUntil", "outcomeMet"];
  const old = Object.fromEntries(
    Object.entries(stored).filter(([key]) => !known.includes(key)),
  ) as unknown as CaseState;
  const beside = { ...stored, id: stored.case };
  expect(completed(old, true, beside)).toMatchObject({ late: "outcome", met: 0, held: [] });
  expect(completed(old, false, beside).late).toBeNull();
  expect(completed(stored, false, beside)).toEqual(stored);
});

it("a state is stored without what stands beside it or goes without saying, and is read as it was", () => {
  for (const { must: state } of [outcomeMissed(firstPolicy), concluded()]) {
    const beside = { ...state, id: state.case };
    const stored = JSON.parse(JSON.stringify(slim(state, beside))) as Partial<CaseState>;
    expect(completed(stored, state.late !== null, beside)).toEqual(state);
    expect(Object.keys(stored)).not.toContain("readers");
    expect(JSON.stringify(stored).length).toBeLessThan(0.8 * JSON.stringify(state).length);
  }
});

describe("whose miss it is", () => {
  const other = (life: Life) => (life.owner === "chen-lan" ? "wu-hao" : "chen-lan");

  it("handed over a minute before the date, it is that of the person who held it until then, and both are named", () => {
    const life = reported();
    const [held, receives] = [life.owner, other(life)];
    life.now = life.owed.due - 60_000;
    life.act({ by: held, kind: "hand-over", to: receives });
    expect(life.miss().events[0]).toMatchObject({ kind: "missed", person: held, last: receives });
  });

  it.each([
    ["half an hour before a date after midnight", "2026-11-23T00:30", "crisis", "2026-11-23T23:59"],
    ["before a weekend", "2026-11-25T10:00", "ordinary", "2026-11-27T17:54"],
  ] as const)("handed over %s, the receiver did not hold it for the greater part", (_when, begins, urgency, hands) => {
    const life = new Life(Date.parse(`${begins}:00${calendar.offset}`));
    life.report({ class: urgency });
    const [held, receives] = [life.owner, other(life)];
    life.now = Date.parse(`${hands}:00${calendar.offset}`);
    life.act({ by: held, kind: "hand-over", to: receives });
    expect(life.miss().events[0]).toMatchObject({ kind: "missed", person: held, last: receives });
  });

  it("handed over at once, it is that of the person who received it", () => {
    const life = reported();
    const receives = other(life);
    life.act({ by: life.owner, kind: "hand-over", to: receives });
    const [miss] = life.miss().events;
    expect(miss).toMatchObject({ kind: "missed", person: receives });
    expect(miss).not.toHaveProperty("last");
  });

  it("to and fro within a day weighs nothing; halves are the first holder's", () => {
    const life = reported();
    const [held, receives] = [life.owner, other(life)];
    life.now = life.owed.due - 60_000;
    for (let round = 0; round < 50; round += 1) life.act({ by: life.owner, kind: "hand-over", to: other(life) });
    life.act({ by: life.owner, kind: "hand-over", to: receives });
    expect(life.must.held.length).toBeLessThanOrEqual(2);
    expect(life.miss().events[0]).toMatchObject({ person: held, last: receives });
  });

  it("begins anew with a missed date and with what is settled, not with postponing", () => {
    const life = reported();
    const held = life.owner;
    life.act({ by: held, kind: "postpone", due: "2026-12-03" });
    life.now = life.owed.due - 60_000;
    life.act({ by: held, kind: "hand-over", to: other(life) });
    expect(life.must.held).toEqual([
      { by: held, since: "2026-11-23" },
      { by: life.owner, since: "2026-12-03" },
    ]);
    life.miss();
    expect(life.must.held).toEqual([{ by: life.owner, since: dayOf(life.now, calendar) }]);
    life.now += 30 * HOUR;
    life.act({ by: life.owner, kind: "answer" });
    expect(life.must.held).toEqual([{ by: life.owner, since: dayOf(life.now, calendar) }]);
  });

  it("was the last holder's under the first version of the rules", () => {
    const life = new Life(MONDAY, firstPolicy);
    life.report();
    const receives = other(life);
    life.now = life.owed.due - 60_000;
    life.act({ by: life.owner, kind: "hand-over", to: receives });
    expect(life.miss().events[0]).toEqual(expect.objectContaining({ person: receives }));
  });
});
