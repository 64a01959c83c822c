import { expect, it } from "vitest";
import { jsonText, say } from "./words.ts";

it("one of something is not called many", () => {
  const values = { names: "union.example.net", count: 1, named: 1 };
  expect(say("en", "holds.witnessed", { ...values, minutes: 1 })).toContain("1 minute ago (1 of 1 witness)");
  expect(say("en", "holds.witnessed", { ...values, minutes: 0 })).toContain("0 minutes ago");
  expect(say("zh-CN", "holds.witnessed", { ...values, minutes: 1 })).toContain("1 分钟");
});

it("what a host answers stays on one line, also beside a counted word", () => {
  expect(say("en", "lie.rollback", { size: 2, before: "1\n2" })).toMatch(/ends at 2 entries, and I have seen 1 2\.$/);
});

/** Ends a line, clears the screen, turns the direction, hides: as a host might send it for a name. */
const hostile = [
  "\r",
  "\n",
  "\u001b[2J",
  "\u009b2J",
  "\u202e",
  "\u2067",
  "\u00ad",
  "\u034f",
  "\u115f",
  "\u180e",
  "\u200b",
  "\u2028",
  "\u2800",
  "\u3000",
  "\u3164",
  "\ufe0f",
  "\ufff9",
  "\u{e0041}",
  "\ue000",
];

it.each(hostile)("a person is shown nothing of a host's %j but a space", (text) => {
  const line = say("en", "lie.rollback", { size: `1${text}2`, before: "何鸣 é א" });
  expect(line).toMatch(/ends at 1 (\[2J|2J)?2 /);
  expect(line).toContain("seen 何鸣 é א.");
});

it("marks piled upon a letter do not run over the lines around it", () => {
  expect(say("en", "lie.rollback", { size: `q${"\u0301\u0302".repeat(40)}`, before: 1 })).toContain(
    "ends at q\u0301\u0302 ",
  );
});

it.each(hostile)("a program is told all of a host's %j, and a terminal that shows it nothing", (text) => {
  const line = jsonText({ name: `a${text}b` });
  expect(JSON.parse(line)).toEqual({ name: `a${text}b` });
  expect(line).toMatch(/^[\x20-\x7e]+$/);
});
