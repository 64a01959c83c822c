import { describe, expect, it } from "vitest";
import { added, inOrder, type FeatureRow, type Given } from "./merge.ts";

const row = (feature: string, matter: string, due: number): FeatureRow => {
  return { feature, matter, due, show: () => <></> };
};
const given = (rows: readonly FeatureRow[], after: string | null = null): Given => {
  return { rows, after, total: rows.length };
};
const names = (rows: readonly FeatureRow[]): readonly string[] => rows.map(({ feature, matter }) => feature + matter);

describe("what is owed over all features", () => {
  it("stands in the order of its dates, whatever it is of", () => {
    const cases = given([row("cases", "A", 1), row("cases", "B", 5)]);
    const open = given([row("care", "C", 3), row("proposals", "D", 5)]);
    expect(names(inOrder([cases, open]))).toEqual(["casesA", "careC", "casesB", "proposalsD"]);
    expect(names(inOrder([open, cases]))).toEqual(["casesA", "careC", "casesB", "proposalsD"]);
  });

  it("is not shown beyond what is known of every feature, so that nothing earlier appears above it later", () => {
    const cases = given([row("cases", "A", 1), row("cases", "B", 4)], "more");
    const open = given([row("care", "C", 3), row("care", "D", 9)]);
    expect(names(inOrder([cases, open]))).toEqual(["casesA", "careC", "casesB"]);
    const all = added(cases, given([row("cases", "E", 7)]));
    expect(names(inOrder([all, open]))).toEqual(["casesA", "careC", "casesB", "casesE", "careD"]);
  });

  it("stands there once where it moved between two pages, with its later date", () => {
    const moved = added(given([row("cases", "A", 1), row("cases", "B", 4)], "more"), given([row("cases", "A", 8)]));
    expect(inOrder([moved]).map(({ matter, due }) => [matter, due])).toEqual([
      ["B", 4],
      ["A", 8],
    ]);
    expect(moved.after).toBeNull();
  });
});
