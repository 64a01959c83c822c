import { expect, test } from "vitest";
import { fillIn, openIn } from "./fill-in.ts";

test("what is known is filled in, and all that is left in braces is still open, ours or not", () => {
  const text = "{your own name} writes by {date of next word}, with {谁来核实} and {谁来核实}.";
  const now = { next: "2026-12-15", name: null, begun: null };
  const filled = fillIn(text, now);
  expect(filled).toContain("by 15 December 2026");
  expect(openIn(filled)).toEqual(["{your own name}", "{谁来核实}"]);
  // The same blank, as it is called now.
  expect(fillIn("By {date of my next message}.", now)).toBe("By 15 December 2026.");
  expect(openIn("Nothing is open, {} or a { that\nstays }.")).toEqual([]);
});
