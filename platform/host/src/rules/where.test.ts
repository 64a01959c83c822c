import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ownTables, OWN_TABLES, sayingFaults, whereIs } from "./where.ts";

const data = mkdtempSync("/tmp/niuniu-where-");
afterAll(() => rmSync(data, { recursive: true, force: true }));
const write = (text: string): void => writeFileSync(join(data, OWN_TABLES), text);
const place = (zone: string, country: string | null): string | null | undefined =>
  whereIs({ zone, country, data })?.place;

describe("where an organisation is", () => {
  it("is the country of its zone, unless the operator names one, or a region", () => {
    expect([place("Europe/Berlin", null), place("Europe/Berlin", "DE-BY"), place("UTC", null)]).toEqual([
      ...["DE", "DE-BY"],
      null,
    ]);
    expect(whereIs({ zone: null, country: null, data })).toBeNull();
  });

  it("has tables of its own where the operator wrote some, for a place of their own as well", () => {
    expect(ownTables(data).size).toBe(0);
    expect(() => place("Europe/Berlin", "ZZ-LAB")).toThrow(/NIUNIU_COUNTRY is "ZZ-LAB".*holidays\.txt/);
    write("ZZ-LAB 2027\noff 05-04\n");
    expect(place("Europe/Berlin", "ZZ-LAB")).toBe("ZZ-LAB");
  });

  it("is not guessed from a table that is wrong: the line is named, and the server does not start", async () => {
    write("ZZ-LAB 2027\noff 05-40\n");
    const read = () => sayingFaults(() => whereIs({ zone: "Europe/Berlin", country: null, data }));
    await expect(read()).rejects.toThrow('holidays.txt in the data folder, line 2: "05-40" is no day of that year');
  });
});
