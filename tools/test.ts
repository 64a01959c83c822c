/**
 * `npm test`: every test, then one plain line that any reader of logs understands. Arguments narrow it to files; `--changed` runs
 * what is touched by the changes that are not committed, `--changed COMMIT` by those since a commit; `--long` runs at full size
 * what is run at a small one otherwise, because it takes long by nature.
 */
import { globSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./build-pages.ts";
import { remember, type TimedReport } from "./longest-first.ts";
import { changedSince, touched } from "./touched.ts";

interface Result extends TimedReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

/** The files with tests of two sizes: they ask for this variable. */
const LONG = "NIUNIU_LONG";
const inTwoSizes = (): readonly string[] =>
  globSync("{kernel,platform,features,apps,journeys}/**/*.test.ts", {
    cwd: ROOT,
    exclude: (path) => path === "node_modules",
  }).filter((file) => readFileSync(join(ROOT, file), "utf8").includes(LONG));

/** What Vitest is asked to do. */
function asked(given: readonly string[]): readonly string[] {
  const at = given.indexOf("--changed");
  if (at < 0) return ["run", ...given];
  const commit = given[at + 1]?.startsWith("-") === false ? given[at + 1] : undefined;
  const rest = given.toSpliced(at, commit === undefined ? 1 : 2);
  const files = touched(changedSince(commit));
  // A change that no test can feel, of a word in a document say, is no failure.
  return files === null ? ["run", ...rest] : ["related", "--run", "--passWithNoTests", ...files, ...rest];
}

/** Programs of others that are not on this machine, as `tools/ready.mjs` found. */
function missing(): string {
  const names = (process.env["NIUNIU_WITHOUT_PEERS"] ?? "").split(/[ ,]+/).filter((name) => name !== "");
  if (names.length === 0) return "";
  return `${String(names.length)} not on this machine, so the tests against it did not run: ${names.join(", ")}\n`;
}

const report = ".cache/tests.json";
mkdirSync(".cache", { recursive: true });
rmSync(report, { force: true });

const PICTURES = "--pictures";
const given = process.argv.slice(2).filter((word) => word !== PICTURES);
const long = given.includes("--long");
const words = long ? ["run", ...inTwoSizes(), ...given.filter((word) => word !== "--long")] : asked(given);
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const args = ["node_modules/vitest/vitest.mjs", ...words, ...reporters];
const env = {
  ...process.env,
  [LONG]: long ? "1" : "",
  NIUNIU_PICTURES: process.argv.includes(PICTURES) ? "1" : "",
  // Hundreds of small programs are started, all of the same few files.
  NODE_COMPILE_CACHE: join(ROOT, ".cache", "compiled-for-tests"),
};
spawn(process.execPath, args, { stdio: "inherit", env }).on("exit", (code) => {
  const result = JSON.parse(readFileSync(report, "utf8")) as Result;
  remember(result);
  // A file that could not even be loaded has no failed test in it, and is a failure all the same.
  const broken =
    result.numFailedTests === 0 && code !== 0 ? Math.max(1, result.numFailedTestSuites) : result.numFailedTests;
  const skipped = result.numPendingTests > 0 ? `, ${String(result.numPendingTests)} skipped` : "";
  process.stdout.write(`${missing()}${String(result.numPassedTests)} passed, ${String(broken)} failed${skipped}\n`);
  process.exitCode = code ?? 1;
});
