import { expect, it } from "vitest";
import { say } from "./words.ts";

it("one of something is not called many", () => {
  const values = { names: "union.example.net", count: 1, named: 1 };
  expect(say("en", "holds.witnessed", { ...values, minutes: 1 })).toContain("1 minute ago (1 of 1 witness)");
  expect(say("en", "holds.witnessed", { ...values, minutes: 0 })).toContain("0 minutes ago");
  expect(say("zh-CN", "holds.witnessed", { ...values, minutes: 1 })).toContain("1 分钟");
});

it("what a host answers stays on one line, also beside a counted word", () => {
  expect(say("en", "lie.rollback", { size: 2, before: "1\n2" })).toMatch(/ends at 2 entries, and I have seen 1 2\.$/);
});
