import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { testDatabase, urlOf } from "@niuniu/host/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemsOf } from "./one-name.ts";

/**
 * That one more feature is its folder and one line in each list that names features: a small copy of the house gets a toy that
 * has one of everything, and nothing else of the house is changed.
 */
const house = mkdtempSync(join(tmpdir(), "breadth-"));
const database = await testDatabase();
afterAll(async () => {
  await database.close();
  rmSync(house, { recursive: true, force: true });
});

/** Puts one line behind the last that matches, and an import above all; throws where no line does. */
function withOneLine(path: string, after: RegExp, line: string, imported: string): void {
  const lines = readFileSync(path, "utf8").split("\n");
  const at = lines.findLastIndex((one) => after.test(one));
  if (at < 0) throw new Error(`${path} has no list that names features`);
  const last = lines[at] ?? "";
  const end = last.endsWith(";") ? ";" : "";
  lines.splice(at, 1, last.slice(0, last.length - end.length), `${line}${end}`);
  writeFileSync(path, [imported, ...lines].join("\n"));
}

beforeAll(() => {
  const modules = join(house, "node_modules");
  mkdirSync(join(modules, "@niuniu"), { recursive: true });
  for (const name of readdirSync("node_modules"))
    if (name !== "@niuniu") symlinkSync(resolve("node_modules", name), join(modules, name));
  for (const name of readdirSync("node_modules/@niuniu"))
    symlinkSync(resolve("node_modules/@niuniu", name), join(modules, "@niuniu", name));
  cpSync("tools/breadth/toy", join(house, "features/toy"), { recursive: true });
  symlinkSync(join(house, "features/toy"), join(modules, "@niuniu/toy"));
  cpSync("apps/server/src", join(house, "apps/server/src"), { recursive: true });
  cpSync("apps/sample/src", join(house, "apps/sample/src"), { recursive: true });
  for (const name of ["drive.ts", "people.ts"]) cpSync(join("tools/breadth", name), join(house, name));
  withOneLine(
    join(house, "apps/server/src/features.ts"),
    /^ {2}\.and\(|^ {2}\}\)\);?$/,
    `  .and(toy, () => ({ office, keyOf }))`,
    `import { toy } from "@niuniu/toy/server"; import { keyOf, office } from "../../../people.ts";`,
  );
  withOneLine(
    join(house, "apps/sample/src/scenes.ts"),
    /^ {2}\w+, \/\//,
    "  toy, // one question",
    `import { scene as toy } from "@niuniu/toy/sample";`,
  );
});

test("a feature is its folder and one line: it has a matter, a date that acts, a public text, a figure, a check, a scene of the sample and words of its own", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", "drive.ts", urlOf(await database.fresh()), join(house, "data")],
    { cwd: house, timeout: 60_000 },
  );
  expect(JSON.parse(stdout)).toEqual({
    moved: true,
    missed: true,
    answered: true,
    refused: {
      code: "toy/stale-head",
      sentence: {
        en: "Something happened meanwhile. Please look, then send again.",
        "zh-CN": "其间有了新进展。请看过之后再发送。",
      },
    },
    figures: { asked: 2 },
    scene: ["clock +1", "a question is open", "clock +2"],
    published: 2,
    sound: [],
    broken: ["toy_question", "toy_question"],
  });
});

test("its names are all its own", () => {
  expect(problemsOf(join(house, "features"))).toEqual([]);
});
