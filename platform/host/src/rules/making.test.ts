import { isWorkingDay, readCalendar } from "@niuniu/owe";
import { CALENDAR } from "@niuniu/wire";
import { describe, expect, it } from "vitest";
import { BadTable, readTables } from "./holidays/table.ts";
import { calendarIn, isStillRight, type Where } from "./making.ts";

const hours = readCalendar(CALENDAR);
const where = (zone: string, place: string | null, own = ""): Where => ({ zone, place, own: readTables(own) });
const made = (at: Where, now: string) => calendarIn(at, hours, Date.parse(now));
const stays = (before: Where, then: string, after: Where, now: string): boolean =>
  isStillRight(made(before, then), made(after, now), Date.parse(now));

const [shanghai, munich] = [where("Asia/Shanghai", "CN"), where("Europe/Berlin", "DE-BY")];

describe("the calendar that a server brings", () => {
  it("says its name, the days off and the weekend days worked, and which years they are of", () => {
    const china = made(shanghai, "2025-12-01");
    expect([china.name, china.years, china.closes]).toEqual(["Shanghai (CN)", [2025, 2026], "18:00"]);
    expect(["2026-09-30", "2026-10-07", "2026-10-10"].map((day) => isWorkingDay(day, china))).toEqual([
      true,
      false,
      true,
    ]);
    expect(made(munich, "2026-12-01")).toMatchObject({ name: "Berlin (DE-BY)", years: [2026, 2027], workdays: [] });
    expect(made(where("Asia/Riyadh", "SA"), "2026-12-01").weekend).toEqual([5, 6]);
  });

  it("names no year of which nobody has a table, and lists nothing of it", () => {
    const china = made(shanghai, "2026-12-01");
    expect([china.years, china.holidays.filter((day) => day >= "2027")]).toEqual([[2026], []]);
    expect(made(where("UTC", null), "2026-12-01")).toMatchObject({ name: "UTC", years: [], holidays: [] });
  });

  it("takes what a later notice says of the last days of a year", () => {
    const own = "CN 2026\noff 12-28\nCN 2027\noff 2026-12-31 01-01\nwork 2026-12-26";
    const china = made(where("Asia/Shanghai", "CN", own), "2026-12-01");
    expect([china.holidays, china.workdays]).toEqual([["2026-12-28", "2026-12-31", "2027-01-01"], ["2026-12-26"]]);
  });

  it("refuses an own table with a workday that is worked anyway, and names its line", () => {
    const at = where("Asia/Shanghai", "CN", "\nCN 2026\nwork 12-28");
    expect(() => made(at, "2026-12-01")).toThrow(BadTable);
    expect(() => made(at, "2026-12-01")).toThrow("not-weekend in line 2");
  });
});

describe("a calendar that was made before", () => {
  it("stays over the turn of the year, and until somebody has the next year's table in the second half", () => {
    expect(stays(munich, "2026-12-01", munich, "2027-01-01")).toBe(true);
    expect(stays(munich, "2026-12-01", munich, "2027-06-30")).toBe(true);
    expect(stays(munich, "2026-12-01", munich, "2027-07-01")).toBe(false);
    // Nobody has that of China.
    expect(stays(shanghai, "2026-02-01", shanghai, "2026-12-31")).toBe(true);
    expect(stays(shanghai, "2026-02-01", shanghai, "2027-02-01")).toBe(true);
  });

  it("stays no longer once a table of this year or the next is another", () => {
    const table = "CN 2026\noff 01-01\n";
    const own = (text: string): Where => where("Asia/Shanghai", "CN", text);
    expect(stays(own(table), "2026-03-01", own(table), "2026-03-02")).toBe(true);
    expect(stays(own(table), "2026-03-01", own("CN 2026\noff 01-02\n"), "2026-03-02")).toBe(false);
    expect(stays(own(table), "2026-03-01", own("CN 2026\noff 01-01\nwork 01-04\n"), "2026-03-02")).toBe(false);
    // A table of this year that there was not when it was made.
    expect(stays(own(table), "2026-03-01", own(`${table}CN 2027\noff 01-01\n`), "2026-12-01")).toBe(false);
    expect(stays(own(table), "2026-03-01", own(`${table}CN 2027\noff 01-01\n`), "2027-02-01")).toBe(false);
    // What was signed of a year stays where nobody has its table any more.
    expect(stays(own(`${table}CN 2027\noff 01-01\n`), "2026-12-01", own(table), "2026-12-02")).toBe(true);
  });

  it("stays no longer for another place", () => {
    expect(stays(munich, "2026-12-01", where("Europe/Berlin", "DE"), "2026-12-02")).toBe(false);
    expect(stays(munich, "2026-12-01", where("Europe/Vienna", "AT"), "2026-12-02")).toBe(false);
  });
});
