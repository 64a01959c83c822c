import { addStrings, t } from "@niuniu/ui";
import { expect, test } from "vitest";
import en from "../strings/record/en.json" with { type: "json" };
import zh from "../strings/record/zh-CN.json" with { type: "json" };
import { witnessWords } from "@niuniu/matter/web";

addStrings({ en, "zh-CN": zh });
const NOW = Date.UTC(2026, 10, 23, 4);
const MINUTE = 60_000;
const words = (...times: readonly number[]): string => {
  const witnessed = times.map((time, at) => ({ name: `w${at}`, time }));
  return witnessWords({ witnessed, witnesses: ["w"] }, NOW, "cases.record");
};

test("a witness whose signature bears a time that has not come is not named, and never makes it just now", () => {
  const ago = t("cases.record.minutes", { n: 5 });
  expect(words(NOW + 11 * MINUTE, NOW - 5 * MINUTE)).toBe(t("cases.record.by", { names: "w1", ago }));
  expect(words(NOW + 11 * MINUTE)).toBe(t("cases.record.not-yet"));
});

test("clocks that are minutes apart are no matter", () => {
  expect(words(NOW + 9 * MINUTE)).toBe(t("cases.record.by", { names: "w0", ago: t("cases.record.now") }));
});
