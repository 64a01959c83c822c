import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const here = import.meta.dirname;
const read = (part: string, language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(`${here}/strings/${part}${language}.json`, "utf8")) as Record<string, string>;
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ""))].sort();

const PARTS = ["", "early/", "front/", "record/", "report/", "return/", "span/", "thread/"];

describe.each(PARTS)("the words of the reporter's pages (%s)", (part) => {
  const en = read(part, "en");
  const zh = read(part, "zh-CN");

  test("exist in both languages, with the same things to fill in", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect([key, placeholders(zh[key] ?? "")]).toEqual([key, placeholders(text)]);
    }
  });

  test("never call anybody a perpetrator, nor a report false", () => {
    for (const text of [...Object.values(en), ...Object.values(zh)]) {
      expect(text).not.toMatch(/perpetrator|offender|false report|加害人|虚假|诬告/i);
    }
  });
});

test("every key that a reporter's page asks for was written", () => {
  const known = new Set(PARTS.flatMap((part) => Object.keys(read(part, "en"))));
  const files = readdirSync(here, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.tsx?$/.test(file) && !file.includes("test") && !file.startsWith("desk"),
  );
  const asked = files.flatMap((file) =>
    [...readFileSync(`${here}/${file}`, "utf8").matchAll(/"(cases\.[a-z0-9.-]+)"/g)].map(([, key]) => key ?? ""),
  );
  const isPrefix = (key: string): boolean => [...known].some((one) => one.startsWith(`${key}.`));
  expect(asked.filter((key) => !known.has(key) && !isPrefix(key))).toEqual([]);
});

test("what is said of the record by platform/matter was written for the thread", () => {
  const folder = `${here}/../../../../platform/matter/src/web`;
  const asked = (file: string): readonly string[] =>
    [...readFileSync(`${folder}/${file}`, "utf8").matchAll(/\$\{words\}\.([a-z-]+)`/g)].map(([, key]) => key ?? "");
  const [alarms, marks, witnesses] = ["record-alarms.tsx", "seal-mark.tsx", "witness-words.ts"].map(asked) as [
    readonly string[],
    readonly string[],
    readonly string[],
  ];
  expect([alarms, marks, witnesses].map(({ length }) => length > 5)).toEqual([true, true, true]);
  const record = read("record/", "en");
  expect([...alarms, ...marks, ...witnesses].filter((key) => record[`cases.record.${key}`] === undefined)).toEqual([]);
});
