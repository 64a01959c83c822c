import { describe, expect, it } from "vitest";
import { isDatedAway } from "./dated-away.ts";
import { isHeldLong } from "./held.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 2);
const statement = (hoursAgo: number, number = 2) => {
  return { number, effective: new Date(NOW - hoursAgo * HOUR).toISOString() };
};
const held = (more: Partial<Parameters<typeof isDatedAway>[1]> = {}) => {
  return { index: 90_000, since: NOW, putBack: null, ...more };
};

describe("a statement's date of effect, against when the record first held it", () => {
  it("is dated away where it lies more than a day before", () => {
    expect(isDatedAway(statement(26), held())).toBe(true);
    expect(isDatedAway(statement(24), held())).toBe(false);
    expect(isDatedAway(statement(-72), held())).toBe(false);
  });

  it("is in order for statement 1, and for what a record began with", () => {
    expect(isDatedAway(statement(80, 1), held())).toBe(false);
    expect(isDatedAway(statement(80), held({ index: 359 }))).toBe(false);
  });

  it("is in order where the record stood still, which excuses a week and nothing signed before", () => {
    expect(isDatedAway(statement(80), held({ putBack: NOW - 90 * HOUR }))).toBe(false);
    expect(isDatedAway(statement(80), held({ putBack: NOW - 50 * HOUR }))).toBe(true);
    expect(isDatedAway(statement(180), held({ putBack: NOW - 190 * HOUR }))).toBe(true);
  });
});

describe("a statement that was held for three days", () => {
  it("is known by the leaves above it, however long the host was away besides", () => {
    expect(isHeldLong(90_000, 90_000 + 6 * 8_640)).toBe(true);
    expect(isHeldLong(90_000, 90_000 + 6 * 8_640 - 1)).toBe(false);
    expect(isHeldLong(359, 400)).toBe(true);
  });
});
