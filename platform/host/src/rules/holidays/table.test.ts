import { describe, expect, it } from "vitest";
import { BadTable, readTables } from "./table.ts";

function faultIn(text: string): string {
  try {
    readTables(text);
  } catch (error) {
    if (error instanceof BadTable) return `${error.line} ${error.why} ${error.word}`;
    throw error;
  }
  return "none";
}

describe("a table of holidays as people write it", () => {
  it("says of a place and a year which days are off, and which weekend days are worked", () => {
    const tables = readTables(
      "# ours\n\nCN 2027\r\noff 01-01..01-03  2026-12-31 # new year\nwork\t01-09\noff 02-28..03-01\n DE-BY  2027\noff 01-06",
    );
    expect([...tables]).toEqual([
      [
        "CN 2027",
        {
          line: 3,
          off: ["2027-01-01", "2027-01-02", "2027-01-03", "2026-12-31", "2027-02-28", "2027-03-01"],
          work: ["2027-01-09"],
        },
      ],
      ["DE-BY 2027", { line: 7, off: ["2027-01-06"], work: [] }],
    ]);
    expect(readTables("").size).toBe(0);
  });

  it.each([
    ["CN\noff 01-01", "1 heading CN"],
    ["China 2027", "1 heading China 2027"],
    ["CN 27", "1 heading CN 27"],
    ["CN 2027\nOff 01-01", "2 heading Off 01-01"],
    ["# ours\noff 01-01", "2 no-heading off"],
    ["CN 2027\noff 01-01\n\nCN 2027", "4 twice CN 2027"],
    ["CN 2027\noff 02-29", "2 day 02-29"],
    ["CN 2027\noff 1-1", "2 day 1-1"],
    ["CN 2027\noff 01-01...01-03", "2 day 01-01...01-03"],
    ["CN 2027\noff 01-01..01-03..01-05", "2 day 01-01..01-03..01-05"],
    ["CN 2027\noff ..01-03", "2 day ..01-03"],
    ["CN 2027\noff 01-03..01-01", "2 range 01-03..01-01"],
    ["CN 2027\noff 01-01..12-31", "2 range 01-01..12-31"],
    ["CN 2027\noff 01-01..01-03\nwork 01-02", "3 both 2027-01-02"],
  ])("is refused with the line and the word that are wrong: %j", (text, fault) => {
    expect(faultIn(text)).toBe(fault);
  });
});
