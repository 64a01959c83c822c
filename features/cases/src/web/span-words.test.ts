import { expect, it } from "vitest";
import policy from "../policy.json" with { type: "json" };
import { UNTIL_LOADED } from "./span-words.ts";

it("the clocks a page speaks of before it has the policy are those of the policy", () => {
  expect(policy.classes).toMatchObject(UNTIL_LOADED);
});
