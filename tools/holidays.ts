/**
 * Writes platform/host/src/rules/holidays/library.txt: the days off by law of every country and region that the library knows, for
 * some years. It is written here, once, and read in a diff before it comes in, so that no server carries or runs the library:
 * `npm ci --prefix tools/holidays`, `node tools/holidays.ts FIRST LAST`.
 */
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "./build-pages.ts";

interface Holiday {
  /** "2026-12-24 12:00:00", by the clocks of the place. */
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
  readonly type: string;
}
interface Library {
  readonly getCountries: () => Readonly<Record<string, string>>;
  readonly getStates: (country: string) => Readonly<Record<string, string>> | undefined;
  readonly getRegions: (country: string, state: string) => Readonly<Record<string, string>> | undefined;
  readonly getHolidays: (year: number) => readonly Holiday[];
  readonly setTimezone: (zone: string) => void;
}

const from = createRequire(join(ROOT, "tools/holidays/package.json"));
const Holidays = from("date-holidays") as new (...place: readonly string[]) => Library;
const { version } = from("date-holidays/package.json") as { readonly version: string };

const DAY = 86_400_000;
/** China moves weekends around its holidays by a notice each year, which the library does not follow: china.txt. */
const ELSEWHERE = new Set(["CN"]);

function places(): readonly (readonly string[])[] {
  const all = new Holidays();
  const below = (found: Readonly<Record<string, string>> | undefined): readonly string[] => Object.keys(found ?? {});
  return below(all.getCountries())
    .filter((country) => !ELSEWHERE.has(country))
    .flatMap((country) => [
      [country],
      ...below(all.getStates(country)).flatMap((state) => [
        [country, state],
        ...below(all.getRegions(country, state)).map((region) => [country, state, region]),
      ]),
    ]);
}

/** The days, "MM-DD", on which people do not work at all: what begins at noon leaves a working day. */
function daysOff(library: Library, year: number): readonly string[] {
  const days = library.getHolidays(year).flatMap(({ date, start, end, type }) => {
    if (type !== "public" || date.slice(11, 13) >= "12") return [];
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    const lasts = Math.floor((end.getTime() - start.getTime()) / DAY);
    return Array.from({ length: lasts }, (_, at) => new Date(first + at * DAY).toISOString().slice(0, 10));
  });
  return [...new Set(days)].toSorted().map((day) => (day.startsWith(`${year}-`) ? day.slice(5) : day));
}

const [first = 0, last = 0] = process.argv.slice(2).map(Number);
const years = Array.from({ length: last - first + 1 }, (_, at) => first + at);
if (first < 2000 || years.length < 1) throw new Error("node tools/holidays.ts FIRST LAST, such as 2026 2030");
const tables = places().flatMap((place) => {
  const library = new Holidays(...place);
  library.setTimezone("UTC");
  return years.flatMap((year) => {
    const off = daysOff(library, year);
    return off.length === 0 ? [] : [`${place.join("-").toUpperCase()} ${year}`, `off ${off.join(" ")}`];
  });
});
const head = [
  `# Days off by law, ${first} to ${last}, as date-holidays ${version} (https://github.com/commenthol/date-holidays) reckons them; its data are`,
  "# CC BY 3.0, from Wikipedia and others. Written by tools/holidays.ts: what is wrong here, mend in a holidays.txt of your own.",
];
writeFileSync(join(ROOT, "platform/host/src/rules/holidays/library.txt"), `${[...head, ...tables].join("\n")}\n`);
