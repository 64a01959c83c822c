import { expect, test } from "vitest";
import { blurred, medianOf, monthsUntil, shownFrom5 } from "./few.ts";

test("one to four are never told apart, and where nothing is given neither is none", () => {
  expect([0, 1, 2, 3, 4, 5, 6].map(blurred)).toEqual(["none", "1-4", "1-4", "1-4", "1-4", 5, 6]);
  expect([0, 1, 4, 5].map(shownFrom5)).toEqual([null, null, null, 5]);
});

test("a median is given from five on, and is a value that occurs", () => {
  expect(medianOf([{ value: 9, count: 4 }])).toBeNull();
  const values = [
    { value: 9, count: 2 },
    { value: 1, count: 3 },
  ];
  expect(medianOf(values)).toBe(1);
  expect(medianOf([...values, { value: 30, count: 6 }])).toBe(30);
});

test("months are counted over the turn of a year", () => {
  expect(monthsUntil("2026-02-10", 4)).toEqual(["2025-11", "2025-12", "2026-01", "2026-02"]);
});
