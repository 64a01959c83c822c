import { expect, it } from "vitest";
import policy from "../policy.json" with { type: "json" };
import { DEFAULT } from "../policy.ts";
import { policyText } from "../testing/policy-text.ts";
import { clockWords, UNTIL_LOADED } from "./span-words.ts";

it("the clocks a page speaks of before it has the policy are those of the policy", () => {
  expect(policy.classes).toMatchObject(UNTIL_LOADED);
});

it("clocks are read from a policy with a section for each feature as from one without", () => {
  const sections = clockWords(policyText(DEFAULT.policy));
  expect(sections.update).not.toBe("");
  expect(clockWords(policyText({ ...DEFAULT.policy, version: 2 }))).toEqual(sections);
  expect(clockWords(null)).toEqual(sections);
  // One that came after this page does not keep it from being shown.
  expect(clockWords('{"niuniu":"policy v9"}\n')).toEqual(sections);
});
