/** `npm test`: every test, then one plain line that any reader of logs understands. Arguments narrow it to files. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";

interface Result {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly numPendingTests: number;
}

const report = ".cache/tests.json";
mkdirSync(".cache", { recursive: true });
rmSync(report, { force: true });

const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=default", "--reporter=json"];
const args = [...vitest, `--outputFile.json=${report}`, ...process.argv.slice(2)];
spawn(process.execPath, args, { stdio: "inherit" }).on("exit", (code) => {
  const result = JSON.parse(readFileSync(report, "utf8")) as Result;
  // A file that could not even be loaded has no failed test in it, and is a failure all the same.
  const broken =
    result.numFailedTests === 0 && code !== 0 ? Math.max(1, result.numFailedTestSuites) : result.numFailedTests;
  const skipped = result.numPendingTests > 0 ? `, ${String(result.numPendingTests)} skipped` : "";
  process.stdout.write(`${String(result.numPassedTests)} passed, ${String(broken)} failed${skipped}\n`);
  process.exitCode = code ?? 1;
});
