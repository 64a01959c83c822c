import { expect, it } from "vitest";
import { quietFor } from "./hours.ts";

it("quiet hours end when they say, over midnight too", () => {
  const night = { from: 22 * 60, until: 7 * 60 };
  expect([21, 22, 23, 0, 6, 7].map((hour) => quietFor(night, hour * 60))).toEqual([0, 540, 480, 420, 60, 0]);
  const noon = { from: 12 * 60, until: 13 * 60 };
  expect([11, 12, 12.5, 13].map((hour) => quietFor(noon, hour * 60))).toEqual([0, 60, 30, 0]);
  // As long as nothing: not all day.
  expect(quietFor({ from: 60, until: 60 }, 60)).toBe(0);
});
