/** What a change touches: the test files that import it, and those that reach it in another way than by an import. */
import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { ROOT } from "./build-pages.ts";

const PAGES = /^(kernel|platform|features|apps\/(server|web|sample|cli))\//;
const SERVER = /^(kernel|platform\/(host|wire)|features\/[^/]+\/src\/(?!web\/)|apps\/(server|sample))/;

/** By another way: a page that was built, a program that is started, a file that is read. */
const REACHED: readonly (readonly [source: RegExp, tests: string])[] = [
  [PAGES, "journeys/**/*.test.ts"],
  [SERVER, "apps/server/**/*.test.ts"],
  [/^(kernel|apps\/cli)\//, "apps/cli/**/*.test.ts"],
  [/^features\/cases\/.*\.(sql|json)$/, "features/{cases,templates}/**/*.test.{ts,tsx}"],
  [/^features\/ledger\/.*\.(sql|json)$/, "features/ledger/**/*.test.{ts,tsx}"],
  [/^features\/people\/.*\.(sql|json)$/, "features/people/**/*.test.{ts,tsx}"],
  [/^platform\/host\/.*\.sql$/, "{platform/host,features/*/src/server}/**/*.test.ts"],
  [/^spec\//, "{kernel,features,platform/{wire,host}}/**/*.test.ts"],
  [/^(tools|docs|\.ci|\.dependency-cruiser\.mjs|eslint\.config\.mjs|package\.json)/, "tools/**/*.test.ts"],
  [/strings\/.*\.json$/, "tools/strings.test.ts"],
];
/** They read each other's text. */
const JOURNEY = /^journeys\/[^/]+\.ts$/;
const TEST = /\.test\.tsx?$/;

/** Whatever is run, it is run by these. */
const EVERYTHING = /^(package-lock\.json|vitest\.config\.mjs|tsconfig\.base\.json|platform\/host\/src\/testing.*\.ts)$/;

/** What `vitest related` is to be asked about these changed files; null: everything is to be run. */
export function touched(changed: readonly string[]): readonly string[] | null {
  if (changed.some((file) => EVERYTHING.test(file))) return null;
  const exclude = (path: string): boolean => path === "node_modules";
  const sources = changed.filter((file) => !TEST.test(file));
  const reached = REACHED.filter(([pattern]) => sources.some((file) => pattern.test(file))).flatMap(([, tests]) =>
    globSync(tests, { cwd: ROOT, exclude }),
  );
  if (changed.some((file) => JOURNEY.test(file)))
    reached.push("journeys/lying-server.test.ts", "tools/strings.test.ts");
  return [...new Set([...changed, ...reached])].sort();
}

function git(...words: readonly string[]): readonly string[] {
  const { status, stdout, stderr } = spawnSync("git", words, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${words.join(" ")}: ${stderr}`);
  return stdout.split("\n").filter((line) => line !== "");
}

/** What was changed since a commit: what is not committed, if none is named. */
export const changedSince = (commit = "HEAD"): readonly string[] => [
  ...git("diff", "--name-only", "--relative", commit),
  ...git("ls-files", "--others", "--exclude-standard"),
];
