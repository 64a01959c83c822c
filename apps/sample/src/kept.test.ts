import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keep, putInPlace, readKept, unfinishedIn } from "./kept.ts";

let data: string;
beforeEach(() => {
  data = mkdtempSync("/tmp/niuniu-kept-");
  mkdirSync(join(unfinishedIn(data), "postgres"), { recursive: true });
  for (const name of ["postgres/PG_VERSION", "deletions", "lock"]) writeFileSync(join(unfinishedIn(data), name), name);
  writeFileSync(join(data, "lock"), "the folder's own");
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

const KEPT = { people: [], receipts: [{ receipt: "9Q792", says: { en: "closed", "zh-CN": "已经结案" } }] };

describe("a sample that is founded", () => {
  it("stays out of the way until it is whole", () => {
    expect(putInPlace(data)).toBe(false);
    expect(readdirSync(data).toSorted()).toEqual(["lock", "sample-unfinished"]);
    expect(() => readKept(data)).toThrow();
  });

  it("is put in its place once it is whole, and the lock of the folder stays", () => {
    keep(data, KEPT);
    expect(putInPlace(data)).toBe(true);
    expect(readKept(data)).toEqual(KEPT);
    expect(existsSync(join(data, "postgres/PG_VERSION"))).toBe(true);
    expect(readFileSync(join(data, "lock"), "utf8")).toBe("the folder's own");
  });

  it("is put in its place by the next start where the power went in between", () => {
    keep(data, KEPT);
    renameSync(join(unfinishedIn(data), "postgres"), join(data, "postgres"));
    expect(putInPlace(data)).toBe(true);
    expect(readdirSync(data).toSorted()).toEqual(["deletions", "lock", "postgres", "sample-unfinished", "sample.json"]);
    expect(putInPlace(data)).toBe(false);
  });

  it("takes the place of no other organisation", () => {
    mkdirSync(join(data, "postgres"));
    for (const name of ["postgres/PG_VERSION", "deletions"]) writeFileSync(join(data, name), "another");
    keep(data, KEPT);
    expect(() => putInPlace(data)).toThrow("ENOTEMPTY");
    for (const name of ["postgres/PG_VERSION", "deletions"])
      expect(readFileSync(join(data, name), "utf8")).toBe("another");
    expect(existsSync(join(data, "sample.json"))).toBe(false);
  });
});
