import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { countryIn, isKnown, tableOf, weekendIn } from "./places.ts";
import { readTables } from "./table.ts";

const none = readTables("");
const weekday = (day: string): number => new Date(day).getUTCDay();

describe("the tables that come with the server", () => {
  it("have for China what was announced for 2025 and 2026, and nothing of a year that was not", () => {
    const [first, second] = [2025, 2026].map((year) => tableOf("CN", year, none));
    expect([first?.source, second?.source, tableOf("CN", 2027, none)]).toEqual(["china", "china", null]);
    expect([first?.table.off.length, first?.table.work.length]).toEqual([28, 5]);
    expect([second?.table.off.length, second?.table.work.length]).toEqual([33, 6]);
    const worked = [first, second].flatMap((found) => found?.table.work ?? []);
    expect(worked.filter((day) => ![0, 6].includes(weekday(day)))).toEqual([]);
  });

  it("have other countries and their regions", () => {
    const off = (place: string): readonly string[] => tableOf(place, 2027, none)?.table.off ?? [];
    expect(off("DE")).toEqual(expect.arrayContaining(["2027-01-01", "2027-03-26", "2027-10-03"]));
    expect(off("DE-BY").filter((day) => !off("DE").includes(day))).toEqual(["2027-01-06", "2027-05-27", "2027-11-01"]);
    expect(off("JP")).toContain("2027-03-22");
    // What begins at noon leaves a working day.
    expect(off("CH-VS")).not.toContain("2027-12-24");
    // Several days in one.
    expect(off("SA")).toEqual(expect.arrayContaining(["2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12"]));
    expect([isKnown("DE-BY", none), isKnown("DE-XX", none), isKnown("XX", none)]).toEqual([true, false, false]);
  });

  it("can all be read, and are of every country and region for each year from 2026 to 2030", () => {
    const all = [...readTables(readFileSync(new URL("library.txt", import.meta.url), "utf8")).keys()];
    expect(all.length).toBeGreaterThan(3_000);
    expect([2026, 2028, 2030].map((year) => all.filter((one) => one.endsWith(` ${year}`)).length)).toEqual([
      627, 627, 627,
    ]);
  });

  it("give way to the operator's own of the same place and year, and to no other", () => {
    const own = readTables("CN 2026\noff 01-01\nZZ-LAB 2026\noff 05-04");
    expect(tableOf("CN", 2026, own)).toMatchObject({ source: "own", table: { off: ["2026-01-01"], work: [] } });
    expect(tableOf("CN", 2025, own)?.source).toBe("china");
    expect([isKnown("ZZ-LAB", own), isKnown("ZZ-LAB", none)]).toEqual([true, false]);
  });
});

describe("the country of a zone", () => {
  it.each([
    ["Asia/Shanghai", "CN"],
    ["Asia/Urumqi", "CN"],
    ["Asia/Hong_Kong", "HK"],
    ["Europe/Berlin", "DE"],
    ["Europe/Kyiv", "UA"],
    ["Asia/Kolkata", "IN"],
    ["America/Argentina/Salta", "AR"],
    ["UTC", null],
  ])("%s is that of %s", (zone, country) => {
    expect(countryIn(zone)).toBe(country);
  });

  it("has the weekend of its people, where that is two days", () => {
    expect(["CN", "DE-BY", "SA", "IL", "IN"].map(weekendIn)).toEqual([[0, 6], [0, 6], [5, 6], [5, 6], null]);
  });
});
