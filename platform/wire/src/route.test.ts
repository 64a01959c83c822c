import { describe, expect, it } from "vitest";
import { consistency, entries, head } from "./record.ts";
import { pathOf } from "./route.ts";

describe("the address of a route", () => {
  it("has its named parts filled in", () => {
    expect(pathOf(consistency, { from: 3, to: "70" })).toBe("/record/consistency/3/70");
    expect(pathOf(entries, { after: -1 })).toBe("/record/entries/-1");
    expect(pathOf(head)).toBe("/record/head");
  });

  it("cannot be led elsewhere by what is filled in", () => {
    expect(pathOf(entries, { after: "../../openapi.json?" })).toBe("/record/entries/..%2F..%2Fopenapi.json%3F");
  });

  it("is never asked for with a part missing", () => {
    expect(() => pathOf(consistency, { from: 3 })).toThrow("needs to");
  });
});
