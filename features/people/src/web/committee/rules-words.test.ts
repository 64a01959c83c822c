import { readFileSync } from "node:fs";
import { addStrings } from "@niuniu/ui";
import { expect, test } from "vitest";
import en from "../strings/en.json" with { type: "json" };
import zh from "../strings/zh-CN.json" with { type: "json" };
import { changesBetween } from "./rules-change.ts";
import { sayChange } from "./rules-words.ts";

const nothing = { policy: "{}", calendar: "{}" };
/** What this server brings. Read as a file: the rules are another feature's, and only their text is looked at. */
const textOf = (name: string): string =>
  readFileSync(`${import.meta.dirname}/../../../../cases/src/${name}.json`, "utf8");
const ours = { policy: textOf("policy"), calendar: textOf("calendar") };

test("every rule there is can be said in words, and a change of one says what it was and would be", () => {
  addStrings({ en, "zh-CN": zh });
  const all = changesBetween(nothing, ours) ?? [];
  expect(all.length).toBeGreaterThan(20);
  expect(all.filter((change) => sayChange(change) === null).map(({ at }) => at)).toEqual(["policy.niuniu"]);
  expect(sayChange({ at: "policy.classes.crisis.answer.hours", from: "24", to: "12" })).toBe(
    "Crisis, personal answer within: 24 hours → 12 hours",
  );
  expect(sayChange({ at: "policy.classes.crisis.ransom", from: "1", to: "2" })).toBeNull();
});
