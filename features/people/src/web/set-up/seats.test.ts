import { describe, expect, it } from "vitest";
import { HANDLING } from "@niuniu/roster";
import { balanceOf, emptySeat, firstSeats, namedSeats } from "./seats.ts";

describe("seats", () => {
  it("a new committee starts with a row for each side, and none of them counts before it has a name", () => {
    expect(firstSeats().map(({ side }) => side)).toEqual(["employees", "employer", "outside"]);
    expect(namedSeats(firstSeats())).toEqual([]);
  });

  it("names are kept on one line and in one spelling, so that a statement can carry them", () => {
    const seat = { ...emptySeat(1, "outside"), name: "  Ana  Rui\u0301z ", role: "Outside\nlawyer" };
    expect(namedSeats([{ ...seat, line: " Head of  law " }])).toEqual([
      { name: "Ana Ruíz", role: "Outside lawyer", side: "outside", unit: "", line: "Head of law", serves: HANDLING },
    ]);
  });

  it("says which of the three conditions is still missing", () => {
    const chen = { name: "Chen Lan", role: "", side: "employees", unit: "" } as const;
    const zhou = { name: "Zhou Qiming", role: "", side: "outside", unit: "" } as const;
    expect(balanceOf([])).toEqual({ employees: false, outside: false, two: false, shared: true });
    expect(balanceOf([chen])).toEqual({ employees: true, outside: false, two: false, shared: true });
    const alone = { ...chen, side: "employer", serves: ["decision"] } as const;
    expect(balanceOf([{ ...chen, serves: [] }, alone]).shared).toBe(false);
    expect(balanceOf([chen, zhou])).toEqual({ employees: true, outside: true, two: true, shared: true });
  });
});
