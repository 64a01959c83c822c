import type { Member } from "@niuniu/roster";
import { countedRandom, sampleRoster } from "@niuniu/roster/testing";
import { addStrings } from "@niuniu/ui";
import { expect, it } from "vitest";
import { memberChanges } from "../../changes.ts";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };
import { saidOf, sayChange } from "./said.ts";

addStrings({ en, "zh-CN": zh });
const [one] = sampleRoster(countedRandom("said"), Date.UTC(2026, 2, 2)).roster.newest.members;
if (one === undefined) throw new Error("there are members");
const said = (before: Partial<Member>, now: Partial<Member>): readonly string[] =>
  memberChanges({ ...one, ...before }, { ...one, ...now }).map(sayChange);

it("whoever is to sign reads of each value what it was and what it would be", () => {
  expect(said({ line: "Head of logistics", unit: "" }, { line: "", unit: "Care" })).toEqual([
    "Wen Jing’s department changes from nothing said to Care",
    "Wen Jing – reports to: nothing said (until now: Head of logistics)",
  ]);
  expect(said({ serves: ["intake"] }, { serves: ["decision", "review"] })).toEqual([
    "Wen Jing – asked for: deciding, review (until now: intake)",
  ]);
  expect(said({}, { serves: [] })[0]).toContain("(until now: intake, investigating, deciding, review)");
  expect(said({ role: "Clerk" }, { role: "Lawyer" })).toEqual(["Wen Jing becomes Lawyer (until now: Clerk)"]);
  expect(said({ role: "Clerk" }, { role: "Clerk", side: "outside" })[0]).toMatch(
    /becomes Clerk · .+until now: Clerk · /,
  );
});

it("a term is read with the year of its first day as well as of its last, before and after", () => {
  const year = new Date().getUTCFullYear();
  const [from, until, later] = [`${year}-04-01`, `${year + 2}-03-31`, `${year + 4}-03-31`];
  const [change = ""] = said(
    { appointed: "Works council", from, until },
    { appointed: "Works council", from: until, until: later },
  );
  for (const day of [`1 Apr ${year}`, `31 Mar ${year + 2}`, `31 Mar ${year + 4}`]) expect(change).toContain(day);
  expect(said({ elected: "a".repeat(64), from, until }, {})[0]).toMatch(/until now: Elected, .+ \d{4} to .+ \d{4}\)$/);
  const lines = saidOf({ ...one, alternate: true, line: "Law", serves: ["care"], appointed: "Union", from, until });
  expect(lines.map((line) => line.slice(0, 1))).toEqual(["A", "R", "A", "A"]);
});
