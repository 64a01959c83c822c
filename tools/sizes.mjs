/** Small files stay readable: no file over 400 lines, the 90th percentile at most 250, a kernel package at most 1,200. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const shelves = ["kernel", "platform", "features", "apps", "journeys", "bench", "tools"];
const skip = new Set(["node_modules", "dist"]);
const files = [];
const walk = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) skip.has(entry.name) || walk(path);
    else if (/\.(ts|tsx|mjs|sql|css)$/.test(entry.name))
      files.push({ path, lines: readFileSync(path, "utf8").split("\n").length - 1 });
  }
};
shelves.forEach(walk);

const problems = files
  .filter(({ lines }) => lines > 400)
  .map(({ path, lines }) => `${path}: ${lines} lines, at most 400`);
const sorted = files.map(({ lines }) => lines).sort((a, b) => a - b);
const p90 = sorted[Math.floor(sorted.length * 0.9)] ?? 0;
if (p90 > 250) problems.push(`the 90th percentile of file sizes is ${p90} lines, at most 250`);
for (const name of readdirSync("kernel")) {
  const lines = files
    .filter(({ path }) => path.startsWith(`kernel/${name}/`) && !/\.test\.ts$|testing/.test(path))
    .reduce((sum, file) => sum + file.lines, 0);
  if (lines > 1200) problems.push(`kernel/${name}: ${lines} lines without tests, at most 1,200`);
}
const banned = /(^|\/)(utils?|helpers?|common|misc|manager|service|base)(\.[a-z]+)?(\/|$)/;
problems.push(
  ...files.filter(({ path }) => banned.test(path)).map(({ path }) => `${path}: a name that explains nothing`),
);
process.stdout.write(
  `${problems.join("\n")}\nmedian ${sorted[Math.floor(sorted.length / 2)]} lines, p90 ${p90}, largest ${sorted.at(-1)}\n`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
