/** `npm run check`: types, lint, format, borders, dead code, names and sizes; every failure is shown, not just the first. */
import { spawn } from "node:child_process";

const node = process.execPath;
const tool = (path, ...args) => [`node_modules/${path}`, ...args];
const steps = [
  ...["core", "server", "web", "test"].map((face) => [
    `types/${face}`,
    tool("typescript/bin/tsc", "-p", `tsconfig.${face}.json`),
  ]),
  ["format", tool("prettier/bin/prettier.cjs", "--check", "--log-level", "warn", ".")],
  ["borders", tool("dependency-cruiser/bin/dependency-cruiser.mjs", "kernel", "platform", "features", "apps")],
  ["dead code", tool("knip/bin/knip.js")],
  ["names", ["tools/one-name.mjs"]],
  ["sizes", ["tools/sizes.mjs"]],
  ["refusals", ["--disable-warning=ExperimentalWarning", "tools/refusals.mjs", "--check"]],
  ["lint", tool("eslint/bin/eslint.js", ".", "--max-warnings", "0", "--cache", "--cache-location", ".cache/eslint")],
];

function run([name, args]) {
  return new Promise((resolve) => {
    const started = performance.now();
    const child = spawn(node, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    child.on("exit", (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? "holds" : "BREAKS"}  ${name} (${seconds} s)\n${code === 0 ? "" : output}`);
      resolve(code === 0);
    });
  });
}

const waiting = [...steps];
const results = [];
const worker = async () => {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) results.push(await run(step));
};
await Promise.all([worker(), worker()]);
process.exitCode = results.every(Boolean) ? 0 : 1;
