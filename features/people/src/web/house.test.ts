import { describe, expect, it } from "vitest";
import { aheadOf } from "./house.ts";

const HOUR = 3_600_000;
const NOON = Date.UTC(2026, 2, 2, 12);

describe("the server's clock, of which only the hour is told", () => {
  it("changes nothing for a device that is right", () => {
    for (const minutes of [0, 1, 30, 59.99]) expect(aheadOf(NOON, NOON + minutes * 60_000)).toBe(0);
  });

  it("leads a wrong device back into that hour, and no further", () => {
    expect(aheadOf(NOON, NOON - 5 * HOUR)).toBe(5 * HOUR);
    const late = NOON + 3 * HOUR;
    expect(late + aheadOf(NOON, late)).toBe(NOON + HOUR - 1);
  });
});
