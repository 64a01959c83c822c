import { expect, it } from "vitest";
import { IDLE_MS, minutesUntilLock } from "./idle.ts";

it("a key locks fifteen minutes after its last use, and a page never promises a minute too few", () => {
  expect(minutesUntilLock(0, 0)).toBe(15);
  expect(minutesUntilLock(0, 30_000)).toBe(15);
  expect(minutesUntilLock(0, IDLE_MS - 1)).toBe(1);
  expect(minutesUntilLock(0, IDLE_MS)).toBe(0);
  expect(minutesUntilLock(0, 10 * IDLE_MS)).toBe(0);
});
