import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ROOT } from "./build-pages.ts";

/** Everything that is said in two languages, by the English half. */
const halves = globSync("{features,platform,apps}/*/src/**/en.json", {
  cwd: ROOT,
  exclude: (path) => path === "node_modules",
}).sort();

const read = (file: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(`${ROOT}/${file}`, "utf8")) as Record<string, string>;
const chinese = (half: string): Readonly<Record<string, string>> => read(half.replace(/en\.json$/, "zh-CN.json"));
const gaps = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name ?? ""))].sort();

describe.each(halves)("the words in %s", (half) => {
  it("exist in both languages, none of them empty, with the same things to fill in", () => {
    const [en, zh] = [read(half), chinese(half)];
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    for (const [key, text] of Object.entries(en)) {
      expect([key, gaps(zh[key] ?? "")]).toEqual([key, gaps(text)]);
      expect([key, text.trim() !== "", zh[key]?.trim() !== ""]).toEqual([key, true, true]);
    }
  });

  it("are English in the one file and not in the other", () => {
    const zh = chinese(half);
    const said = Object.entries(read(half)).filter(([, text]) => /[a-z]/i.test(text.replaceAll(/\{[^}]*\}/g, "")));
    for (const [key, text] of said) expect([key, zh[key]]).not.toEqual([key, text]);
  });
});

it("call each thing by its one name (docs/glossary.md)", () => {
  const rows = readFileSync(`${ROOT}/docs/glossary.md`, "utf8").matchAll(/^\|[^|]*\|[^|]*\|([^|]+)\|$/gm);
  const others = [...rows].slice(2).flatMap(([, not = ""]) => not.split(",").map((word) => word.trim()));
  expect(others.length).toBeGreaterThan(10);
  const refusals = globSync("{features,platform}/*/src/refusals.ts", {
    cwd: ROOT,
    exclude: (path) => path === "node_modules",
  });
  const said = [...halves, ...halves.map((half) => half.replace(/en\.json$/, "zh-CN.json")), ...refusals];
  const found = said.flatMap((file) => {
    const text = readFileSync(`${ROOT}/${file}`, "utf8");
    return others.filter((word) => text.includes(word)).map((word) => `${file}: ${word}`);
  });
  expect(found).toEqual([]);
});

/** Keys as a journey writes them down. */
const KEY = /["`]((?:cases|people|ledger|matter|ui)\.[a-z0-9-]+(?:\.[a-z0-9-]+)*)["`]/g;

it("every word that a journey looks for is there in both languages, so that it may look in either", () => {
  const known = [
    new Set(halves.flatMap((half) => Object.keys(read(half)))),
    new Set(halves.flatMap((half) => Object.keys(chinese(half)))),
  ];
  const asked = globSync("journeys/*.ts", { cwd: ROOT }).flatMap((file) =>
    [...readFileSync(`${ROOT}/${file}`, "utf8").matchAll(KEY)].map(([, key]) => `${file}: ${key ?? ""}`),
  );
  expect(asked.length).toBeGreaterThan(300);
  const missing = (one: string): boolean => known.some((keys) => !keys.has(one.split(": ")[1] ?? ""));
  expect(asked.filter(missing)).toEqual([]);
});
