import { globSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fill } from "../platform/ui/src/text.ts";
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

const webHalves = halves.filter((half) => !half.startsWith("apps/"));
/** Where sentences stand beside code: refusals, pages without script, and a few that exist before their words are here. */
const modules = globSync(
  [
    "{features,platform}/*/src/{refusals,resolution-refusals}.ts",
    "features/*/src/server/health.ts",
    "platform/host/src/health/{health,own}.ts",
    "features/cases/src/server/page-words.ts",
    "features/cases/src/web/desk/{holds,meanwhile}.ts",
    "platform/host/src/http/written-page.ts",
    "platform/ui/src/unsettled.ts",
  ],
  { cwd: ROOT, exclude: (path) => path === "node_modules" },
).sort();
const QUOTED = /"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g;

/** The sentences of a module: what it quotes, but for codes and names of files. What is filled in stands as `{}`. */
function sentencesIn(file: string): readonly string[] {
  const quoted = [...readFileSync(`${ROOT}/${file}`, "utf8").matchAll(QUOTED)].map(
    ([, text, made]) => text ?? made ?? "",
  );
  return quoted
    .filter((text) => /\s|[一-鿿]/.test(text))
    .map((text) => text.replaceAll(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, "{}"));
}

interface Said {
  readonly where: string;
  readonly text: string;
}

/** Every sentence that a person may be shown, and where it is written. */
const everything: readonly Said[] = [
  ...halves.flatMap((half) =>
    [half, half.replace(/en\.json$/, "zh-CN.json")].flatMap((file) =>
      Object.entries(read(file)).map(([key, text]) => ({ where: `${file}: ${key}`, text })),
    ),
  ),
  ...modules.flatMap((file) => sentencesIn(file).map((text) => ({ where: file, text }))),
];

interface Row {
  readonly names: readonly string[];
  readonly not: readonly string[];
}

/** The table of docs/glossary.md: the two names of a thing, and words that are not its name. */
function glossary(): readonly Row[] {
  const rows = readFileSync(`${ROOT}/docs/glossary.md`, "utf8").matchAll(/^\|([^|]+)\|([^|]+)\|([^|]+)\|$/gm);
  const split = (cell = ""): readonly string[] => cell.split(",").map((word) => word.trim().toLowerCase());
  return [...rows].slice(2).map(([, english = "", its = "", not]) => ({
    names: [english.replace(/\(.*\)/, ""), its].flatMap(split),
    not: split(not),
  }));
}

/** As it is read: without the names of what is filled in. */
const plain = (text: string): string => text.replaceAll(/\{\w+/g, "{").toLowerCase();

it("call each thing by its one name, and by none of the others (docs/glossary.md)", () => {
  const rows = glossary();
  expect(rows.length).toBeGreaterThan(30);
  expect(everything.length).toBeGreaterThan(2000);
  const found = everything.flatMap(({ where, text }) =>
    rows.flatMap(({ not }) => not.filter((word) => plain(text).includes(word)).map((word) => `${where}: ${word}`)),
  );
  expect(found).toEqual([]);
  const names = rows.flatMap(({ names: both }) => both);
  expect(names.filter((name) => !everything.some(({ text }) => plain(text).includes(name)))).toEqual([]);
});

/** A date is one word: it begins like a number, and what follows it may be Chinese. */
const DATE = /(\d+年)?\d+月\d+日/g;
const crowded = (text: string): boolean => /[一-鿿][\da-z]|[\da-z][一-鿿]/i.test(text.replaceAll(DATE, "1."));
/** A space within Chinese, as one beside a value would be. */
const loose = (text: string): boolean => /[一-鿿] [一-鿿]/.test(text);

it("has a space between Chinese and Latin letters or digits, also where a name, number or date is put in", () => {
  const examples = ["陈岚", "Su Xiao", 3, "11月27日 18:00", "UTC+08:00", "3 个工作日", "研发部"];
  const shown = webHalves.flatMap((half) =>
    Object.entries(chinese(half)).flatMap(([key, text]) =>
      examples.map((value) => `${key}: ${fill(text, Object.fromEntries(gaps(text).map((gap) => [gap, value])))}`),
    ),
  );
  const written = everything.filter(({ text }) => /[一-鿿]/.test(text)).map(({ text }) => plain(text));
  expect([...shown, ...written].filter(crowded)).toEqual([]);
  expect(shown.filter(loose)).toEqual([]);
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
