import { readFileSync } from "node:fs";
import { readTables, type Table, type Tables } from "./table.ts";

/** Where a table was found: in the operator's own file, in the one kept by hand for China, or among those from a library. */
type Source = "own" | "china" | "library";

/** Two texts that come with the server, read when somebody asks: a server does so once, as it starts. */
const shipped = (name: "china" | "library"): string => readFileSync(new URL(`${name}.txt`, import.meta.url), "utf8");

/** The one table in a text with thousands, which are not all read for it. */
function tableIn(text: string, heading: string): Table | null {
  const at = `\n${text}`.indexOf(`\n${heading}\n`);
  if (at < 0) return null;
  const end = /\n[A-Z]/u.exec(text.slice(at))?.index ?? text.length;
  return readTables(text.slice(at, at + end)).get(heading) ?? null;
}

/** The table of a place for a year, the operator's own before any other, and where it was found; null where nobody has it. */
export function tableOf(
  place: string,
  year: number,
  own: Tables,
): { readonly table: Table; readonly source: Source } | null {
  const heading = `${place} ${year}`;
  const mine = own.get(heading);
  if (mine !== undefined) return { table: mine, source: "own" };
  for (const source of ["china", "library"] as const) {
    const table = tableIn(shipped(source), heading);
    if (table !== null) return { table, source };
  }
  return null;
}

/** The places that there are tables for, whatever the year. */
const placesIn = (own: Tables): ReadonlySet<string> =>
  new Set([
    ...[...own.keys()].map((heading) => heading.slice(0, -5)),
    ...(["china", "library"] as const).flatMap((source) =>
      [...shipped(source).matchAll(/^([A-Z][^ ]+) \d+$/gmu)].map(([, place = ""]) => place),
    ),
  ]);

/** Whether there is a table of this place for any year. */
export const isKnown = (place: string, own: Tables): boolean => placesIn(own).has(place);

interface Told {
  readonly getTimeZones: () => readonly string[] | undefined;
  readonly getWeekInfo: () => { readonly weekend: readonly number[] };
}

/** What this machine's own tables tell of a country. */
const toldOf = (country: string): Told => new Intl.Locale(`und-${country}`) as unknown as Told;

const canonical = (zone: string): string =>
  new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;

/** The country whose clocks a zone shows, of those that there are tables for; null where there is none. */
export function countryIn(zone: string): string | null {
  const named = canonical(zone);
  const countries = [...placesIn(new Map())].filter((name) => name.length === 2);
  return countries.find((country) => toldOf(country).getTimeZones()?.includes(named) === true) ?? null;
}

/** The two weekend days (0 = Sunday) of the country that a place lies in; null where there are not two. */
export function weekendIn(place: string): readonly number[] | null {
  const { weekend } = toldOf(place.slice(0, 2)).getWeekInfo();
  return weekend.length === 2 ? weekend.map((day) => day % 7).toSorted((a, b) => a - b) : null;
}
