/** Small files stay readable: no file over 400 lines, the 90th percentile at most 250, a kernel package at most 1,200. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

interface Sized {
  readonly path: string;
  readonly lines: number;
}

const shelves = ["kernel", "platform", "features", "apps", "journeys", "bench", "tools"];
const banned = /(^|\/)(utils?|helpers?|common|misc|manager|service|base)(\.[a-z]+)?(\/|$)/;
const skipped = new Set(["node_modules", "dist"]);

function sized(folder: string): readonly Sized[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : sized(path);
    if (!/\.(ts|tsx|mjs|sql|css)$/.test(entry.name)) return [];
    return [{ path, lines: readFileSync(path, "utf8").split("\n").length - 1 }];
  });
}

const files = shelves.flatMap(sized);
const sorted = files.map(({ lines }) => lines).toSorted((a, b) => a - b);
const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
const kernels = readdirSync("kernel").map((name) => {
  const own = files.filter(({ path }) => path.startsWith(`kernel/${name}/`) && !/\.test\.ts$|\/testing/.test(path));
  return { name, lines: own.reduce((sum, file) => sum + file.lines, 0) };
});

const problems = [
  ...files.filter(({ lines }) => lines > 400).map(({ path, lines }) => `${path}: ${String(lines)} lines, at most 400`),
  ...files.filter(({ path }) => banned.test(path)).map(({ path }) => `${path}: a name that explains nothing`),
  ...kernels
    .filter(({ lines }) => lines > 1200)
    .map(({ name, lines }) => `kernel/${name}: ${String(lines)} lines, at most 1,200`),
  ...(at(0.9) > 250 ? [`the 90th percentile of file sizes is ${String(at(0.9))} lines, at most 250`] : []),
];
const summary = `median ${String(at(0.5))} lines, p90 ${String(at(0.9))}, largest ${String(at(1))}, in ${String(files.length)} files`;
process.stdout.write(`${[...problems, summary].join("\n")}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
