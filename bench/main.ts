import { readdirSync } from "node:fs";
import { say } from "./figure.ts";
import { closeAll } from "./house.ts";

/** `npm run --silent bench -- NAME`: each bench starts and stops what it needs, on free ports and a temporary folder. */
const parts = new Set(["main", "figure", "house", "sealed", "clients", "browser", "parts"]);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -3))
  .filter((name) => !parts.has(name));
const name = process.argv[2] ?? "";

if (names.includes(name)) {
  const { run } = (await import(`./${name}.ts`)) as { readonly run: () => Promise<boolean> };
  const stop = (why: string): void => {
    say(`${name} ${why} and was stopped`);
    void closeAll().finally(() => process.exit(1));
  };
  const deadline = setTimeout(() => stop("took longer than 15 minutes"), 900_000);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => stop(`heard ${signal}`));
  const held = await run();
  clearTimeout(deadline);
  process.exitCode = held ? 0 : 1;
} else {
  say(`name one of: ${names.join(", ")}`);
  process.exitCode = 2;
}
