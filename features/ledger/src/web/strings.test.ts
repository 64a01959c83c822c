import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const here = import.meta.dirname;
const read = (part: string, language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(`${here}/strings/${part}${language}.json`, "utf8")) as Record<string, string>;
const placeholders = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ""))].sort();

describe.each(["", "desk/", "front/"])("the words about the record (%s)", (part) => {
  it("exist in both languages, with the same things to fill in", () => {
    const [en, zh] = [read(part, "en"), read(part, "zh-CN")];
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect([key, placeholders(zh[key] ?? "")]).toEqual([key, placeholders(text)]);
    }
  });
});

it("every key that a page asks for was written, and the desk asks for none that only visitors have", () => {
  for (const [part, files] of [
    ["", ["*.tsx", "*.ts", "explorer/*.ts*", "verify/*.tsx"]],
    ["desk/", ["desk/*.ts*"]],
    ["front/", ["front/*.ts*"]],
  ] as const) {
    const known = new Set(Object.keys(read(part, "en")));
    const asked = globSync([...files], { cwd: here })
      .filter((file) => !file.includes(".test."))
      .flatMap((file) => [...readFileSync(`${here}/${file}`, "utf8").matchAll(/"(ledger\.[a-z0-9.-]+)"/g)])
      .map(([, key]) => key ?? "");
    expect(asked.length).toBeGreaterThan(part === "front/" ? 5 : 20);
    expect(asked.filter((key) => !known.has(key))).toEqual([]);
  }
});

it("what platform/matter says of witnesses was written for the public page", () => {
  const source = readFileSync(`${here}/../../../../platform/matter/src/web/witness-words.ts`, "utf8");
  const asked = [...source.matchAll(/\$\{words\}\.([a-z-]+)`/g)].map(([, key]) => key ?? "");
  const front = read("front/", "en");
  expect(asked.length).toBeGreaterThan(5);
  expect(asked.filter((key) => front[`ledger.front.record.${key}`] === undefined)).toEqual([]);
});
