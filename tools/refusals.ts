/** Writes docs/refusals.md from the tables of the host and the features, or with --check says where it differs. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import type { Refusals } from "@niuniu/wire";

const page = "docs/refusals.md";
const places = [
  "platform/host/src/refusals.ts",
  "platform/matter/src/refusals.ts",
  ...readdirSync("features").map((name) => `features/${name}/src/refusals.ts`),
].filter((path) => existsSync(path));

const cell = (text: string): string => text.replaceAll("|", "\\|");

async function section(path: string): Promise<readonly string[]> {
  const { refusals } = (await import(`../${path}`)) as { readonly refusals: Refusals };
  const rows = Object.entries(refusals).map(
    ([code, { status, en, "zh-CN": chinese }]) =>
      `| \`${code}\` | ${String(status)} | ${cell(en)} | ${cell(chinese)} |`,
  );
  return [`## \`${path}\``, "", "| code | status | English | 中文 |", "| --- | --- | --- | --- |", ...rows, ""];
}

const sections = await Promise.all(places.map(section));
const text = [
  "# Refusals",
  "",
  "Every way in which the server says no: a code that does not change, a status, a sentence in each language.",
  "The tables in the code are the source; `npm run fix` writes this page, `npm run check` compares it.",
  "",
  ...sections.flat(),
].join("\n");

if (process.argv.includes("--check")) {
  const same = existsSync(page) && readFileSync(page, "utf8") === text;
  if (!same) process.stdout.write(`${page} differs from the tables in the code; npm run fix writes it anew\n`);
  process.exitCode = same ? 0 : 1;
} else writeFileSync(page, text);
