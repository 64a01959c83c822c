import { listen } from "./kind.ts";
import { describe, expect, it } from "vitest";
import type { Entry } from "./events.ts";
import { calendar, firstPolicy, HOUR, ids, Life, MONDAY, people, policy, reported } from "./testing/life.ts";

const DAY = 24 * HOUR;

const heard = (life: Life, away: readonly string[] = [], entries: readonly Entry[] = life.entries) =>
  listen(entries, {
    ...{ policy: life.context.policy, calendar, membersAt: () => people, awayOn: (id) => away.includes(id) },
    ...{ struck: [], claimed: life.must.obligation, now: life.now },
  }).map(({ code }) => code);
const end = (life: Life) => life.entries.at(-1);

describe("a case that is closed before an answer has stood for a working day", () => {
  it.each(["outcome", "junk"] as const)(
    "by an %s is told to a second person, the first who decides and is here",
    (kind) => {
      const life = reported();
      life.act({ by: life.owner, kind });
      expect(end(life)).toMatchObject({ kind: "closed", told: "outside-lin" });
      expect(end(life)).not.toHaveProperty("skipped");
      expect(heard(life)).toEqual([]);
    },
  );

  it("is told to another than its author, and past those who are away, for whom that is signed", () => {
    const life = reported();
    const { owner } = life;
    life.context = { ...life.context, absent: ["outside-lin"] };
    life.act({ by: owner, kind: "outcome" });
    const employees = ids.slice(0, 2).filter((id) => id !== owner);
    expect(employees).toContain((end(life) as { readonly told: string }).told);
    expect(end(life)).toMatchObject({ skipped: ["outside-lin"] });
    expect(heard(life, ["outside-lin"])).toEqual([]);
    expect(heard(life)).toEqual(["unproved-absence"]);
  });

  it("is told to nobody where nobody else can read it or is here, or somebody had answered", () => {
    const alone = reported({ wraps: ["outside-lin", "reporter"] });
    alone.act({ by: "outside-lin", kind: "junk" });
    expect(end(alone)).not.toHaveProperty("told");
    expect(heard(alone)).toEqual([]);

    const left = reported();
    left.context = { ...left.context, absent: ids.filter((id) => id !== left.owner) };
    left.act({ by: left.owner, kind: "junk" });
    expect(end(left)).not.toHaveProperty("told");
    expect(heard(left, ids)).toEqual([]);

    const answered = reported();
    answered.act({ by: answered.owner, kind: "answer" });
    answered.now += 2 * DAY;
    answered.act({ by: answered.owner, kind: "outcome" });
    expect(end(answered)).not.toHaveProperty("told");
    expect(heard(answered)).toEqual([]);
  });

  it.each<[string, number, number]>([
    ["a minute before, on the same day", 0, 0],
    ["the evening before", 0, 1],
    ["on a Friday, for a Monday", 4, 3],
    ["on a Saturday, for a Monday", 5, 2],
  ])("is told where the answer came %s", (_say, day, later) => {
    const life = new Life(MONDAY + day * DAY, policy);
    life.report();
    life.act({ by: life.owner, kind: "answer" });
    life.now += later * DAY + 60_000;
    life.act({ by: life.owner, kind: "junk" });
    expect(end(life)).toHaveProperty("told");
    expect(heard(life)).toEqual([]);
  });

  it("is told though somebody else answered, or the answer dates itself a day back", () => {
    const life = reported();
    life.act({ by: life.owner, kind: "answer", date: "2026-11-22" });
    life.act({ by: life.owner, kind: "stage", to: "assessed" });
    life.now += DAY;
    life.act({ by: life.owner, kind: "outcome" });
    expect(end(life)).toHaveProperty("told");
    expect(heard(life)).toEqual([]);
  });

  it("is told where its reporter has said of every answer that it is none, until another has stood", () => {
    const life = reported();
    life.act({ by: life.owner, kind: "answer" });
    const about = life.must.messages[0]?.number;
    life.now += 2 * DAY;
    life.act({ by: "reporter", kind: "unanswered", about, reason: "not-an-answer" });
    const closed = (): Entry | undefined => {
      const { entries, state, now } = life;
      const then = Object.assign(new Life(now, policy), { entries: [...entries], state });
      then.act({ by: then.owner, kind: "outcome" });
      expect(heard(then)).toEqual([]);
      return end(then);
    };
    expect(closed()).toHaveProperty("told");
    life.act({ by: life.owner, kind: "answer" });
    expect(closed()).toHaveProperty("told");
    life.now += 5 * DAY;
    expect(closed()).not.toHaveProperty("told");
  });

  it("is told where nothing but the outcome was owed any more when the first answer came", () => {
    const life = reported();
    while (life.owed.act !== "outcome") life.miss();
    life.act({ by: life.owner, kind: "answer" });
    life.now = life.owed.due - HOUR;
    life.act({ by: life.owner, kind: "outcome" });
    expect(end(life)).toHaveProperty("told");
    expect(heard(life)).toEqual([]);
  });

  it("is told again where a review closes it, and still nobody has answered", () => {
    const life = reported();
    life.act({ by: life.owner, kind: "junk" });
    life.act({ by: "reporter", kind: "contest", about: life.entries.length - 1 });
    life.act({ by: life.owner, kind: "outcome" });
    expect(end(life)).toHaveProperty("told");
    expect(heard(life)).toEqual([]);
  });

  it("a server that tells nobody, or another, or says so without need, is found out", () => {
    const life = new Life(MONDAY, policy);
    life.report();
    life.act({ by: life.owner, kind: "outcome" });
    const change = (told: string | undefined): readonly Entry[] =>
      life.entries.map((entry) => {
        if (entry.kind !== "closed") return entry;
        const { contestUntil } = entry;
        const said = { ...{ niuniu: entry.niuniu, case: entry.case, number: entry.number }, kind: entry.kind };
        return { ...said, date: entry.date, contestUntil, ...(told === undefined ? {} : { told }) };
      });
    expect(heard(life, [], change(undefined))).toEqual(["wrong-told"]);
    expect(heard(life, [], change("li-na"))).toEqual(["wrong-told"]);
    expect(heard(life, [], change("outside-lin"))).toEqual([]);
  });

  it("under the first version of the rules was told to nobody, and still is", () => {
    const life = new Life(MONDAY, firstPolicy);
    life.report();
    life.act({ by: life.owner, kind: "outcome" });
    expect(end(life)).not.toHaveProperty("told");
    expect(heard(life)).toEqual([]);
  });
});
