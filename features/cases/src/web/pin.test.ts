import { describe, expect, test } from "vitest";
import type { Shelf } from "./draft.ts";
import { comparePin, pinOnce } from "./pin.ts";

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
