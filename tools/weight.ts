/**
 * What a frightened person on a phone pays: the first page, and a whole first report with its proof. Read off the built files,
 * so that a part that grew is seen at once; `npm run bench -- weight` measures the same over the wire, by the same limits.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildPages, BUILT, ROOT } from "./build-pages.ts";

interface Weight {
  readonly bytes: number;
  readonly requests: number;
}

/** The most that each may weigh, compressed and with the headers of the answers. */
export const LIMITS = {
  first: { bytes: 16_000, requests: 3 },
  whole: { bytes: 78_000, requests: 10 },
} as const satisfies Record<string, Weight>;

/**
 * What a first report says and is told besides files: the committee of five, where the record stands, the sealed report and its
 * promise, the proof and what joins it to the record. Not to be read off files: the bench breaks where it is more.
 */
export const SPOKEN: Weight = { bytes: 26_900, requests: 5 };
/** The headers of an answer: of a page with what it allows, and of any other file. */
const HEADERS = { page: 620, file: 240 };

/** The files that a first page and a first report fetch, by their place in the built folder. */
export interface Fetched {
  readonly first: readonly string[];
  readonly whole: readonly string[];
}

function only(found: readonly string[], what: string): string {
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`the built pages have ${found.length} times ${what}`);
  return one;
}

const matches = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => `assets/${name ?? ""}`)),
];

/** What `file` cannot run without, itself included. */
function withImports(folder: string, file: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(file)) return found;
  found.add(file);
  const code = readFileSync(join(folder, file), "utf8");
  for (const name of matches(code, /(?:from|import)\s*["'`]\.\/([\w-]+\.js)["'`]/g)) withImports(folder, name, found);
  return found;
}

/** Which of the built files somebody fetches who reports for the first time, in the language of the page. */
export function fetched(folder: string, language: string): Fetched {
  const html = readFileSync(join(folder, "reporter.html"), "utf8");
  const script = only(matches(html, /<script type="module"[^>]* src="\/assets\/([^"]+)"/g), "a first script");
  const style = only(matches(html, /<link rel="stylesheet"[^>]* href="\/assets\/([^"]+)"/g), "a stylesheet");
  const later = matches(readFileSync(join(folder, script), "utf8"), /import\(\s*["'`]\.\/([\w-]+\.js)["'`]\s*\)/g);
  const report = only(
    later.filter((name) => name.startsWith("assets/report-")),
    "the rest of the form",
  );
  const words = later.filter((name) => name.startsWith(`assets/${language}-`));
  const own = only(
    words.filter((name) => readFileSync(join(folder, name), "utf8").includes("cases.check.title")),
    `its words (${language})`,
  );
  const first = ["reporter.html", ...withImports(folder, script), style];
  return { first, whole: [...new Set([...first, ...withImports(folder, report), own])] };
}

const heavy = (folder: string, files: readonly string[]): Weight => ({
  bytes: files.reduce(
    (sum, file) =>
      sum + statSync(join(folder, `${file}.br`)).size + (file.endsWith(".html") ? HEADERS.page : HEADERS.file),
    0,
  ),
  requests: files.length,
});

/** What the first page and a whole first report weigh by these built files. */
export function weighed(folder: string, language: string): Readonly<Record<keyof typeof LIMITS, Weight>> {
  const { first, whole } = fetched(folder, language);
  const files = heavy(folder, whole);
  return {
    first: heavy(folder, first),
    whole: { bytes: files.bytes + SPOKEN.bytes, requests: files.requests + SPOKEN.requests },
  };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  if (!existsSync(join(BUILT, "reporter.html"))) await buildPages(ROOT, BUILT);
  const lines = ["zh-CN", "en"].flatMap((language) => {
    const found = weighed(BUILT, language);
    return (["first", "whole"] as const).map((what) => {
      const [{ bytes, requests }, most] = [found[what], LIMITS[what]];
      const over = bytes > most.bytes || requests > most.requests;
      if (over) process.exitCode = 1;
      const limit = `at most ${most.bytes.toLocaleString("en")} B in ${String(most.requests)}`;
      const name = what === "first" ? "the first page" : "a whole first report";
      return `${over ? "too heavy: " : ""}${name} (${language}): ${bytes.toLocaleString("en")} B in ${String(requests)} requests, ${limit}`;
    });
  });
  process.stdout.write(`${lines.join("\n")}\n`);
}
