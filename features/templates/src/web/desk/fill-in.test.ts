import { expect, test } from "vitest";
import { fillIn, openIn } from "./fill-in.ts";

test("what is known is filled in, and all that is left in braces is still open, ours or not", () => {
  const text = "{your own name} writes by {date of next word}, with {谁来核实} and {谁来核实}.";
  const filled = fillIn(text, { next: "2026-12-15", name: null, begun: null });
  expect(filled).toContain("by 15 December 2026");
  expect(openIn(filled)).toEqual(["{your own name}", "{谁来核实}"]);
  expect(openIn("Nothing is open, {} or a { that\nstays }.")).toEqual([]);
});
