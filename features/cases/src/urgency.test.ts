import { closingOf } from "@niuniu/owe";
import { describe, expect, it } from "vitest";
import { calendar, HOUR, Life, MONDAY, policy, refusal, reported } from "./testing/life.ts";

const raise = (life: Life, by: string, to: string) => life.act({ by, kind: "reclass", to });

describe("how urgent a case is", () => {
  it("is raised by any one reader, and its date comes sooner", () => {
    const life = reported();
    expect(raise(life, "li-na", "crisis").events).toMatchObject([{ why: "raised", act: "answer", due: "2026-11-24" }]);
    expect(life.must).toMatchObject({ class: "crisis", obligation: { due: MONDAY + 24 * HOUR } });
  });

  it("is raised by its reporter, with or without a word why, and lowered by them never", () => {
    const life = reported();
    life.act({ by: "reporter", kind: "raise", to: "serious", envelope: null });
    expect(life.must.class).toBe("serious");
    expect(life.owed.due).toBe(closingOf("2026-11-25", calendar));
    expect(refusal(() => life.act({ by: "reporter", kind: "raise", to: "ordinary" }))).toBe("cases/two-lower");
  });

  it("is lowered by the same word of two sides, and by nothing less", () => {
    const life = reported({ class: "crisis" });
    const before = life.owed.due;
    expect(raise(life, "chen-lan", "serious").events).toEqual([]);
    expect(life.must.class).toBe("crisis");
    expect(refusal(() => raise(life, "chen-lan", "serious"))).toBe("cases/other-side-needed");
    expect(refusal(() => raise(life, "wu-hao", "serious"))).toBe("cases/other-side-needed");
    raise(life, "li-na", "ordinary");
    expect(life.must.class).toBe("crisis");
    raise(life, "outside-lin", "ordinary");
    expect(life.must).toMatchObject({ class: "ordinary", obligation: { due: before } });
    expect(refusal(() => raise(life, "li-na", "ordinary"))).toBe("cases/same-class");
  });

  it("is not lowered by what somebody signed before it was raised, or before they left", () => {
    const life = reported({ class: "serious" });
    raise(life, "chen-lan", "ordinary");
    life.act({ by: "reporter", kind: "raise", to: "crisis", envelope: null });
    raise(life, "li-na", "ordinary");
    expect(life.must.class).toBe("crisis");
    life.context = { ...life.context, active: life.context.active.filter(({ id }) => id !== "li-na") };
    raise(life, "chen-lan", "ordinary");
    expect(life.must.class).toBe("crisis");
  });

  it("brings another word within a day where the outcome is what is owed, until two of two sides see no danger", () => {
    const life = reported({ class: "serious" });
    while (life.owed.act !== "outcome") {
      life.now = life.owed.due - HOUR;
      life.act({ by: life.owner, kind: "answer" });
    }
    raise(life, "wu-hao", "crisis");
    expect(life.owed).toMatchObject({ act: "update", due: life.now + 24 * HOUR });
    life.act({ by: life.owner, kind: "answer" });
    expect(life.owed).toMatchObject({ act: "update", due: life.now + 24 * HOUR });
    raise(life, "wu-hao", "serious");
    raise(life, "li-na", "serious");
    expect(life.owed.due).toBe(life.now + 24 * HOUR);
    life.act({ by: life.owner, kind: "answer" });
    expect(life.owed.due).toBeGreaterThan(life.now + 24 * HOUR);
  });

  it("is what earlier rules made it, for as long as a case lasts under them", () => {
    const life = new Life(MONDAY, { ...policy, version: 5 });
    life.report();
    expect(refusal(() => raise(life, "li-na", "crisis"))).toBe("cases/older-rules");
    expect(refusal(() => life.act({ by: "reporter", kind: "raise", to: "crisis" }))).toBe("cases/older-rules");
  });
});
