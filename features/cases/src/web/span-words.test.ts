import { expect, it } from "vitest";
import { DEFAULT } from "../policy.ts";
import { policyText } from "../testing/policy-text.ts";
import { clockWords } from "./span-words.ts";

it("clocks are read from a policy with a section for each feature as from one without", () => {
  const sections = clockWords(policyText(DEFAULT.policy));
  expect(sections.update).not.toBe("");
  expect(clockWords(policyText({ ...DEFAULT.policy, version: 2 }))).toEqual(sections);
});

it("no number stands where the committee's own is not known", () => {
  const unknown = { answer: "…", crisis: "…", update: "…", outcome: "…" };
  expect(clockWords(null)).toEqual(unknown);
  // One that came after this page does not keep it from being shown.
  expect(clockWords('{"niuniu":"policy v9"}\n')).toEqual(unknown);
});
