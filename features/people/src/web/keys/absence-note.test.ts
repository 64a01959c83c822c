import { describe, expect, it } from "vitest";
import { absenceProblem, daysToEnd } from "./absence-note.ts";

describe("days away", () => {
  const today = "2026-11-22";
  it.each([
    [
      { from: "", until: "" },
      { with: "from", why: "no-days" },
    ],
    [
      { from: "2026-11-22", until: "" },
      { with: "until", why: "no-days" },
    ],
    [
      { from: "2026-11-21", until: "2026-11-25" },
      { with: "from", why: "past" },
    ],
    [
      { from: "2026-11-25", until: "2026-11-24" },
      { with: "until", why: "backwards" },
    ],
    [
      { from: "2026-11-22", until: "2027-01-21" },
      { with: "until", why: "long" },
    ],
    [{ from: "2026-11-22", until: "2027-01-20" }, null],
    [{ from: "2026-11-22", until: "2026-11-22" }, null],
  ] as const)("%j is answered with %j", (days, problem) => {
    expect(absenceProblem(days, today)).toEqual(problem);
  });
});

describe("coming back earlier", () => {
  const today = "2026-03-01";
  it.each([
    [
      { from: "2026-02-20", until: "2026-03-20" },
      { from: today, until: today },
    ],
    [
      { from: today, until: "2026-03-02" },
      { from: today, until: today },
    ],
    [{ from: "2026-02-20", until: today }, null],
    [
      { from: "2026-03-02", until: "2026-03-20" },
      { from: today, until: "2026-02-28" },
    ],
  ] as const)("from %j is said by %j", (away, days) => expect(daysToEnd(away, today)).toEqual(days));
});
