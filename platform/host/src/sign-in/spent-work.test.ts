import { expect, it } from "vitest";
import { spentWork } from "./spent-work.ts";

it("the same work counts once for a name, and is forgotten when its challenge is long over", () => {
  const { spend } = spentWork();
  const work = { challenge: "1.16.x", counter: 7 };
  expect([spend("lin-wei", work, 0), spend("lin-wei", work, 0), spend("lin-wei", work, 11 * 60_000)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([spend("su-xiao", work, 0), spend("lin-wei", { ...work, counter: 8 }, 0)]).toEqual([true, true]);
  expect(spend("lin-wei", work, 12 * 60_000)).toBe(true);
});
