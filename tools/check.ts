/** `npm run check`: types, lint, format, borders, dead code, names, sizes and weight; every failure is shown, not just the first. */
import { spawn } from "node:child_process";

type Step = readonly [name: string, args: readonly string[]];

const tool = (path: string, ...args: readonly string[]): readonly string[] => [`node_modules/${path}`, ...args];
const ours = (path: string, ...args: readonly string[]): readonly string[] => [
  "--disable-warning=ExperimentalWarning",
  path,
  ...args,
];
const types = ["core", "server", "web", "test"].map((face): Step => [
  `types/${face}`,
  tool("typescript/bin/tsc", "-p", `tsconfig.${face}.json`),
]);
const steps: readonly Step[] = [
  ["lint", tool("eslint/bin/eslint.js", ".", "--max-warnings", "0", "--cache", "--cache-location", ".cache/eslint")],
  ...types,
  [
    "format",
    tool(
      "prettier/bin/prettier.cjs",
      ...["--check", "--log-level", "warn", "--cache", "--cache-strategy", "content"],
      ...["--cache-location", ".cache/prettier", "."],
    ),
  ],
  [
    "borders",
    tool(
      "dependency-cruiser/bin/dependency-cruiser.mjs",
      ...["--cache", ".cache/borders", "--cache-strategy", "content"],
      ...["kernel", "platform", "features", "apps"],
    ),
  ],
  ["dead code", tool("knip/bin/knip.js")],
  ["names", ours("tools/one-name.ts")],
  ["sizes", ours("tools/sizes.ts")],
  ["weight", ours("tools/weight.ts")],
  ["refusals", ours("tools/refusals.ts", "--check")],
];

function run([name, args]: Step): Promise<boolean> {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    }
    child.on("exit", (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? "holds" : "BREAKS"}  ${name} (${seconds} s)\n${code === 0 ? "" : output}`);
      resolve(code === 0);
    });
  });
}

const waiting = [...steps];
const results: boolean[] = [];
const worker = async (): Promise<void> => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await run(step));
};
await Promise.all([worker(), worker()]);
process.exitCode = results.every(Boolean) ? 0 : 1;
