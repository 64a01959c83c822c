/** Writes docs/refusals.md from the tables of the host and the features, or with --check says where it differs. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const places = [
  "platform/host/src/refusals.ts",
  ...readdirSync("features").map((name) => `features/${name}/src/refusals.ts`),
].filter((path) => existsSync(path));

const tables = await Promise.all(
  places.map(async (path) => [
    path,
    Object.values(await import(`../${path}`)).find((value) => typeof value === "object"),
  ]),
);
const cell = (text) => text.replaceAll("|", "\\|");
const text = [
  "# Refusals",
  "",
  "Every way in which the server says no: a code that does not change, a status, a sentence in each language.",
  "The tables in the code are the source; `npm run fix` writes this page, `npm run check` compares it.",
  "",
  ...tables.flatMap(([path, table]) => [
    `## \`${path}\``,
    "",
    "| code | status | English | 中文 |",
    "| --- | --- | --- | --- |",
    ...Object.entries(table).map(
      ([code, { status, en, "zh-CN": zh }]) => `| \`${code}\` | ${String(status)} | ${cell(en)} | ${cell(zh)} |`,
    ),
    "",
  ]),
].join("\n");

const page = "docs/refusals.md";
if (process.argv.includes("--check")) {
  const same = existsSync(page) && readFileSync(page, "utf8") === text;
  if (!same) process.stdout.write(`${page} differs from the tables in the code; npm run fix writes it anew\n`);
  process.exitCode = same ? 0 : 1;
} else writeFileSync(page, text);
