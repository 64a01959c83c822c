import { describe, expect, it } from "vitest";
import { policyOf, sectionIn } from "./rules.ts";

describe("a policy", () => {
  it("has a section for each feature", () => {
    const text = policyOf({ cases: { version: 2 }, learning: { days: 30 } });
    expect(text).toBe('{"niuniu":"policy v3","cases":{"version":2},"learning":{"days":30}}\n');
    const policy: unknown = JSON.parse(text);
    expect(sectionIn(policy, "cases")).toEqual({ version: 2 });
    expect(sectionIn(policy, "learning")).toEqual({ days: 30 });
    for (const none of ["care", "niuniu", "toString", "__proto__"]) expect(sectionIn(policy, none)).toBeUndefined();
  });

  it("of the time when there was one feature is the section of that one", () => {
    expect(sectionIn({ niuniu: "policy v1", waitingAfter: 50 }, "cases")).toEqual({ version: 1, waitingAfter: 50 });
    expect(sectionIn({ niuniu: "policy v2", waitingAfter: 50 }, "cases")).toEqual({ version: 2, waitingAfter: 50 });
    expect(sectionIn({ niuniu: "policy v2", waitingAfter: 50 }, "waitingAfter")).toBeUndefined();
    expect(sectionIn({ niuniu: "policy v2", learning: { days: 30 } }, "learning")).toBeUndefined();
  });

  it.each([
    null,
    "policy v3",
    3,
    [],
    {},
    { niuniu: "policy v4", cases: {} },
    { niuniu: "toString", cases: {} },
    { cases: {} },
  ])("%j is none", (value) => expect(sectionIn(value, "cases")).toBeUndefined());
});
