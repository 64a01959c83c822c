/** `npm test`: every test, then one plain line that any reader of logs understands. Arguments narrow it to files. */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { spawn } from "node:child_process";

const report = ".cache/tests.json";
mkdirSync(".cache", { recursive: true });
rmSync(report, { force: true });

const args = [
  "node_modules/vitest/vitest.mjs",
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${report}`,
];
const child = spawn(process.execPath, [...args, ...process.argv.slice(2)], { stdio: "inherit" });
child.on("exit", (code) => {
  const {
    numPassedTests: passed,
    numFailedTests: failed,
    numFailedTestSuites,
    numPendingTests: skipped,
  } = JSON.parse(readFileSync(report, "utf8"));
  const broken = failed === 0 && code !== 0 ? Math.max(1, numFailedTestSuites) : failed;
  process.stdout.write(`${passed} passed, ${broken} failed${skipped > 0 ? `, ${skipped} skipped` : ""}\n`);
  process.exitCode = code ?? 1;
});
