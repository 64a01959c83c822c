import { describe, expect, test } from "vitest";
import type { Shelf } from "./draft.ts";
import { compareMilestone, comparePin, pinnedMilestone, pinOnce, type Milestone } from "./pin.ts";

const [one, two, three, other] = ["1", "2", "3", "f"].map((digit) => digit.repeat(64)) as [
  string,
  string,
  string,
  string,
];

function shelf(): Shelf & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe("what a device remembers of the committee", () => {
  test("a chain that goes on from what was seen is the same committee, and its newest statement is remembered", () => {
    const device = shelf();
    expect(pinOnce(device, [one])).toBe("new");
    expect(pinOnce(device, [one, two])).toBe("same");
    expect(pinOnce(device, [one, two, three])).toBe("same");
    expect(comparePin(device, [one, two, three])).toBe("same");
  });

  test("a server that leaves out the newest statement, or serves another in its place, is noticed", () => {
    const device = shelf();
    pinOnce(device, [one, two, three]);
    expect(comparePin(device, [one, two])).toBe("changed");
    expect(comparePin(device, [one])).toBe("changed");
    expect(comparePin(device, [one, two, other])).toBe("changed");
    expect(comparePin(device, [other, two, three])).toBe("changed");
  });

  test("what was noticed is not what is remembered from then on", () => {
    const device = shelf();
    pinOnce(device, [one, two]);
    expect(pinOnce(device, [one])).toBe("changed");
    expect(pinOnce(device, [one, other])).toBe("changed");
    expect(comparePin(device, [one, two])).toBe("same");
  });

  test("a device that remembers statement 1 alone goes on from there", () => {
    const device = shelf();
    device.kept.set("niuniu.first-statement", one);
    expect(pinOnce(device, [one, two])).toBe("same");
    expect(comparePin(device, [one])).toBe("changed");
  });

  test("comparing writes nothing", () => {
    const device = shelf();
    comparePin(device, [one, two]);
    expect(device.kept.size).toBe(0);
  });
});

describe("what a device remembers of the public record", () => {
  const milestone = (size: number, root: string, origin = "line.example.org/record"): Milestone => ({
    ...{ size, root },
    note: `${origin}\n${size}\n${root}\n\n— ${origin} SIGNATURE\n`,
  });
  const seen = (given: Milestone, named = true) => ({ ...given, named });

  test("is its newest milestone as the log signed it, in the same line as the committee", () => {
    const device = shelf();
    expect(pinnedMilestone(device)).toBeNull();
    const witnessed = { ...milestone(9, "ROOT"), note: `${milestone(9, "ROOT").note}— witness.example LINE\n` };
    expect(pinOnce(device, [one], witnessed)).toBe("new");
    expect(pinnedMilestone(device)).toEqual(milestone(9, "ROOT"));
    expect(comparePin(device, [one])).toBe("same");
    expect(device.kept.size).toBe(1);
  });

  test("is kept when only the committee is looked at, and by a device that knew the committee alone", () => {
    const device = shelf();
    pinOnce(device, [one]);
    expect(pinnedMilestone(device)).toBeNull();
    pinOnce(device, [one], milestone(9, "ROOT"));
    pinOnce(device, [one, two]);
    expect(pinnedMilestone(device)).toEqual(milestone(9, "ROOT"));
  });

  test("shows another root, a shorter record and another log for what they are", () => {
    const device = shelf();
    expect(compareMilestone(device, seen(milestone(9, "ROOT")))).toBe("new");
    pinOnce(device, [one], milestone(9, "ROOT"));
    expect(compareMilestone(device, seen(milestone(9, "ROOT")))).toBe("same");
    expect(compareMilestone(device, seen(milestone(9, "OTHER")))).toBe("fork");
    expect(compareMilestone(device, seen(milestone(8, "OLD")))).toBe("rollback");
    expect(compareMilestone(device, seen(milestone(10, "NEW")))).toBe("later");
    const moved = milestone(1, "FIRST", "line.example.org/record/2");
    expect(compareMilestone(device, seen(moved, false))).toBe("other-log");
    expect(compareMilestone(device, seen(moved))).toBe("new");
  });

  test("is not overwritten from a page with another committee", () => {
    const device = shelf();
    pinOnce(device, [one], milestone(9, "ROOT"));
    expect(pinOnce(device, [other], milestone(10, "NEW"))).toBe("changed");
    expect(pinnedMilestone(device)).toEqual(milestone(9, "ROOT"));
  });
});
