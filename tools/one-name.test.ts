import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { problemsOf } from "./one-name.ts";

const root = mkdtempSync(join(tmpdir(), "one-name-"));
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
afterEach(() => rmSync(join(root, "care"), { recursive: true, force: true }));

describe("one name everywhere", () => {
  it("a feature that keeps to its name has no problem", () => {
    put("care/src/routes.ts", `path: "/care/plan"`);
    put("care/src/server/migrations/001-care.sql", `create table care_plan (id text);`);
    put("care/src/rules.ts", `throw new Refused("care/not-yours");`);
    put("care/src/web/strings/en.json", `{"care.title": "Care"}`);
    put("care/src/web/strings/zh-CN.json", `{"care.title": "关怀"}`);
    expect(problemsOf(root)).toEqual([]);
  });

  it.each([
    ["care/src/routes.ts", `path: "/help/plan"`, "/help/plan"],
    ["care/src/server/migrations/001-care.sql", `CREATE UNLOGGED TABLE plan (id text);`, "plan"],
    ["care/src/rules.ts", `throw new Refused("help/not-yours");`, "help/not-yours"],
    ["care/src/web/strings/en.json", `{"care.title": "Care"}`, "no Chinese twin"],
  ])("another name in %s is noticed", (path, text, named) => {
    put(path, text);
    expect(problemsOf(root).join()).toContain(named);
  });

  it("a sentence in one language only is noticed", () => {
    put("care/src/web/strings/en.json", `{"care.title": "Care"}`);
    put("care/src/web/strings/zh-CN.json", `{"care.name": "关怀"}`);
    expect(problemsOf(root)).toHaveLength(2);
  });
});
