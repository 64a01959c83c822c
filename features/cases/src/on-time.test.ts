import { expect, test } from "vitest";
import { onTimeOf } from "./on-time.ts";

test("the share of dates kept is what anybody can reckon from the counts that are published", () => {
  expect(onTimeOf({ onTime90: 0.9, met90: 45, missed90: 5 })).toEqual({ least: 90, most: 90 });
  expect(onTimeOf({ onTime90: null, met90: 49, missed90: "1-4" })).toEqual({ least: 92, most: 98 });
  expect(onTimeOf({ onTime90: null, met90: "1-4", missed90: 6 })).toEqual({ least: 14, most: 40 });
  expect(onTimeOf({ onTime90: null, met90: "1-4", missed90: "1-4" })).toBeNull();
  expect(onTimeOf({ onTime90: null })).toBeNull();
});
