import { describe, expect, it } from "vitest";
import { coinciding, employersAlone, type Side } from "@niuniu/roster";
import { balanceOf, emptySeat, filledOn, firstSeats, keepFilled, namedSeats, sharesOf, termless } from "./seats.ts";

describe("seats", () => {
  it("a new committee starts with a row for each side, and none of them counts before it has a name", () => {
    expect(firstSeats().map(({ side }) => side)).toEqual(["employees", "employer", "outside"]);
    expect(namedSeats(firstSeats())).toEqual([]);
  });

  it("names are kept on one line and in one spelling, so that a statement can carry them", () => {
    const seat = { ...emptySeat(1, "outside"), name: "  Ana  Rui\u0301z ", role: "Outside\nlawyer" };
    expect(namedSeats([{ ...seat, line: " Head of  law " }])).toEqual([
      {
        name: "Ana Ruíz",
        role: "Outside lawyer",
        side: "outside",
        unit: "",
        line: "Head of law",
        serves: ["intake", "investigation"],
      },
    ]);
  });

  it("whom an office appointed has a term, and who was not has none", () => {
    const seat = { ...emptySeat(1, "outside"), name: "Ana", from: "2026-01-01", until: "2027-12-31" };
    const appointed = namedSeats([{ ...seat, appointed: " Works  council " }]);
    expect(appointed).toMatchObject([{ appointed: "Works council", from: "2026-01-01", until: "2027-12-31" }]);
    expect(namedSeats([seat])[0]).not.toHaveProperty("from");
    expect([appointed, namedSeats([seat])].map(termless)).toEqual([[], []]);
    expect(termless(namedSeats([{ ...seat, appointed: "Board", until: "" }]))).toEqual(["Ana"]);
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

  it("are shared out so that nobody has two duties that should be apart, and no duty is the employer's alone", () => {
    const sides: readonly Side[] = ["employees", "employer", "outside"];
    const all = Array.from({ length: 3 ** 6 }, (_, at) =>
      Array.from({ length: 6 }, (__, place) => sides[Math.floor(at / 3 ** place) % 3] ?? "outside"),
    );
    for (const committee of all.flatMap((six) => [1, 2, 3, 5, 6].map((count) => six.slice(0, count)))) {
      const shares = sharesOf(committee.map((side) => ({ side })));
      const people = committee.map((side, at) => ({ side, serves: shares[at] ?? [] }));
      expect([committee, coinciding(people)]).toEqual([committee, []]);
      expect([committee, employersAlone(people)]).toEqual([committee, []]);
      const apart = new Set(shares.flat().filter((duty) => duty !== "intake"));
      if (committee.filter((side) => side !== "employer").length >= 3) expect(apart.size).toBe(3);
    }
  });

  it("take nothing from each other by a row that names nobody, and what somebody chose stays", () => {
    const rows = firstSeats().map((row, at) => ({ ...row, name: at === 0 ? "" : `Person ${at}`, role: "x" }));
    expect(namedSeats(rows).map(({ serves }) => serves)).toEqual([["investigation"], ["intake", "investigation"]]);
    const chosen = rows.map((row) => (row.side === "outside" ? { ...row, serves: ["care" as const] } : row));
    expect(namedSeats(chosen)[1]?.serves).toEqual(["care"]);
  });
});

describe("what was filled in of the seats", () => {
  const shelf = (): Pick<Storage, "getItem" | "setItem" | "removeItem"> => {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    };
  };

  it("is there again after a reload, until the seats are named", () => {
    const tab = shelf();
    const filled = { organisation: "云上牧场", drafts: [{ ...emptySeat(7, "outside"), name: "简肃" }] };
    keepFilled(tab, filled);
    expect(filledOn(tab)).toEqual(filled);
    keepFilled(tab, null);
    expect(filledOn(tab)).toEqual({ organisation: "", drafts: firstSeats() });
  });

  it("is begun anew where what is kept has another shape", () => {
    const first = { organisation: "", drafts: firstSeats() };
    for (const text of [
      "",
      "[",
      "null",
      '{"organisation":"x","drafts":[]}',
      '{"organisation":"x","drafts":[{"name":"y"}]}',
    ])
      expect(filledOn({ getItem: () => text })).toEqual(first);
  });
});
