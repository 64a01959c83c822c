import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CannotStart } from "../postgres/index.ts";
import { countryIn, isKnown } from "./holidays/places.ts";
import { BadTable, readTables, type Tables } from "./holidays/table.ts";
import type { Where } from "./making.ts";

/** Where the operator writes tables of their own, in the data folder. */
export const OWN_TABLES = "holidays.txt";

/** What the operator says of where the organisation is. */
export interface Said {
  /** As the IANA time zone database names it; null where nobody has said. */
  readonly zone: string | null;
  /** Whose holidays, "DE-BY"; null for the country of the zone. */
  readonly country: string | null;
  /** The data folder, in which there may be tables. */
  readonly data: string | null;
}

const FAULTS: Readonly<Record<BadTable["why"], (word: string) => string>> = {
  heading: (word) => `"${word}" is neither a place and a year, such as CN 2027, nor off or work with days`,
  "no-heading": (word) => `"${word}" stands before any place and year`,
  twice: (word) => `"${word}" is there already, further up`,
  day: (word) => `"${word}" is no day of that year; write 02-15, or 02-15..02-23`,
  range: (word) => `"${word}" ends before it begins, or lasts too long`,
  both: (word) => `${word} is off and worked`,
  "not-weekend": (word) => `${word} is worked anyway: only a weekend day is named after work`,
};

/** The operator's own tables; none where there is no such file. Throws BadTable. */
export function ownTables(data: string | null): Tables {
  try {
    return data === null ? new Map() : readTables(readFileSync(join(data, OWN_TABLES), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
    throw error;
  }
}

/**
 * Where the organisation is; null where nobody has said. Throws CannotStart host/bad-setting for a country of which there is no table, and
 * BadTable.
 */
export function whereIs({ zone, country, data }: Said): Where | null {
  if (zone === null) return null;
  const own = ownTables(data);
  if (country !== null && !isKnown(country, own)) {
    throw new CannotStart(
      "host/bad-setting",
      `NIUNIU_COUNTRY is "${country}", of which no table of holidays is known. Name a country, or a region of it, such as DE or DE-BY; or write its table into ${OWN_TABLES} in the data folder.`,
    );
  }
  return { zone, place: country ?? countryIn(zone), own };
}

/** Does what reads the operator's tables; what is wrong with one is said as what keeps a server from starting. */
export async function sayingFaults<Value>(read: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof BadTable)) throw error;
    const { line, why, word } = error;
    throw new CannotStart("host/bad-setting", `${OWN_TABLES} in the data folder, line ${line}: ${FAULTS[why](word)}.`);
  }
}
