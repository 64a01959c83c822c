import { addDays, isDay, type Day } from "@niuniu/owe";

/** The days of one place in one year that are not what their weekday says: off, or worked although it is the weekend. */
export interface Table {
  /** The line (from 1) in which it begins. */
  readonly line: number;
  readonly off: readonly Day[];
  readonly work: readonly Day[];
}

/** Tables by place and year, "DE-BY 2027". */
export type Tables = ReadonlyMap<string, Table>;

/** What is wrong with a text of tables: in which line (from 1), why, and the word that it is about. */
export class BadTable extends Error {
  readonly line: number;
  readonly why: "heading" | "no-heading" | "twice" | "day" | "range" | "both" | "not-weekend";
  readonly word: string;

  constructor(line: number, why: BadTable["why"], word: string) {
    super(`${why} in line ${line}`);
    this.name = "BadTable";
    this.line = line;
    this.why = why;
    this.word = word;
  }
}

const HEADING = /^([A-Z]{2}(?:-[A-Z0-9]{1,16}){0,2}) ([12]\d{3})$/u;
/** Longer than any holiday: more is a slip. */
const LONGEST = 60;

/** The name of a place: a country as ISO 3166 has it, and where it matters a region and a part of that, such as "DE-BY". */
export const isPlace = (name: string): boolean => HEADING.test(`${name} 2000`);

interface Open extends Table {
  readonly off: Day[];
  readonly work: Day[];
}

/**
 * Tables as people write them: a line with a place and a year, then lines `off` and `work` with days, "MM-DD" of that year or "YYYY-MM-DD", and
 * with what lasts from one to another, "02-15..02-23". `#` begins a comment. Throws BadTable.
 */
export function readTables(text: string): Tables {
  const tables = new Map<string, Open>();
  let [heading, open]: [string, Open | null] = ["", null];
  for (const [at, written] of text.split(/\r?\n/u).entries()) {
    const line = at + 1;
    const [first = "", ...words] = written.replace(/#.*$/u, "").trim().split(/\s+/u);
    if (first === "") continue;
    if (first === "off" || first === "work") {
      if (open === null) throw new BadTable(line, "no-heading", first);
      const days = words.flatMap((word) => daysIn(word, heading.slice(-4), line));
      const [own, other] = first === "off" ? [open.off, open.work] : [open.work, open.off];
      const both = days.find((day) => other.includes(day));
      if (both !== undefined) throw new BadTable(line, "both", both);
      own.push(...days);
      continue;
    }
    heading = [first, ...words].join(" ");
    if (!HEADING.test(heading)) throw new BadTable(line, "heading", heading);
    if (tables.has(heading)) throw new BadTable(line, "twice", heading);
    tables.set(heading, (open = { line, off: [], work: [] }));
  }
  return tables;
}

function daysIn(word: string, year: string, line: number): readonly Day[] {
  const ends = word.split("..").map((day) => (day.length === 5 ? `${year}-${day}` : day));
  const [first = "", last = first] = ends;
  if (ends.length > 2 || !isDay(first) || !isDay(last)) throw new BadTable(line, "day", word);
  const days: Day[] = [];
  for (let day = first; day <= last && days.length < LONGEST; day = addDays(day, 1)) days.push(day);
  if (days.at(-1) !== last) throw new BadTable(line, "range", word);
  return days;
}
