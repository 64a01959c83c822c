import type { OpenThread } from "@niuniu/matter/open";
import { fieldsOf, listOf, type Fields } from "./json.ts";

/** One of what the committee owes, as a host lists it; nothing about it has been checked. */
export interface Line {
  readonly matter: string;
  readonly what: string;
  readonly subject: string;
  readonly begun: string;
  readonly until: string;
  readonly open: boolean;
  readonly end: string | null;
  readonly misses: number;
  /** Who read which texts of the first hours and when, as the host spells it; null where nobody is said to. */
  readonly reviewed: { readonly texts: string; readonly day: string } | null;
}
export type Thread = OpenThread;

/** More than a committee owes in a hundred years. */
const MOST = 20_000;

const isText = (value: unknown): value is string => typeof value === "string";

function reviewedOf(value: unknown): Line["reviewed"] | undefined {
  const fields = fieldsOf(value);
  const { texts, day } = fields ?? {};
  if (value === null || value === undefined) return null;
  return isText(texts) && isText(day) ? { ...fields, texts, day } : undefined;
}

function lineOf(value: unknown): Line | null {
  const { matter, what, subject, begun, until, owed, end, misses, reviewed: said } = fieldsOf(value) ?? {};
  const reviewed = reviewedOf(said);
  if (!isText(matter) || !/^[0-9A-HJKMNP-TV-Z]{16}$/.test(matter) || !isText(what) || !isText(subject)) return null;
  if (!isText(begun) || !isText(until) || !(end === null || isText(end)) || typeof misses !== "number") return null;
  if (reviewed === undefined) return null;
  return { reviewed, matter, what, subject, begun, until, open: owed !== null, end, misses };
}

/** What `/upkeep/list` says: the lines, how many dates were missed over everything, listed or not, and by which hash the texts of the first hours go. */
export interface Listed {
  readonly lines: readonly Line[];
  readonly missed: number;
  /** Null on a host that came before there was such a duty. */
  readonly texts: string | null;
}

/** The list; null for another shape, or a matter that is listed twice. */
export function readList({ lines, missed, texts = null }: Fields): Listed | null {
  const read = linesIn(lines);
  if (read === null || typeof missed !== "number" || !(texts === null || isText(texts))) return null;
  return { lines: read, missed, texts };
}

function linesIn(lines: unknown): readonly Line[] | null {
  const list = listOf(lines);
  const read = list?.flatMap((value) => lineOf(value) ?? []);
  if (read === undefined || read.length !== list?.length || read.length > MOST) return null;
  const names = new Set(read.map(({ what, subject }) => `${what} ${subject}`));
  return names.size === read.length && new Set(read.map(({ matter }) => matter)).size === read.length ? read : null;
}

const pairs = (value: unknown, name: string): boolean =>
  listOf(value)?.every((one) => {
    const { number, [name]: text } = fieldsOf(one) ?? {};
    return typeof number === "number" && isText(text);
  }) === true;

const isEntry = (value: unknown): boolean => {
  const { text, salt } = fieldsOf(value) ?? {};
  return isText(text) && isText(salt) && /^[A-Za-z0-9+/]{43}=$/.test(salt);
};

const areTexts = (fields: Fields | null, ...names: readonly string[]): boolean =>
  fields !== null && names.every((name) => isText(fields[name]));

/** A thread as it is served, its shape alone: the rest, its rules tell. */
export function readThread(fields: Fields): Thread | null {
  const { rules, absences, entries, owed } = fields;
  const whole =
    areTexts(fields, "matter", "feature", "head") &&
    areTexts(fieldsOf(rules), "policy", "calendar") &&
    listOf(absences)?.every(isText) === true &&
    listOf(entries)?.every(isEntry) === true &&
    pairs(fields["proofs"], "proof") &&
    pairs(fields["promises"], "promise") &&
    (owed === null || isOwed(fieldsOf(owed)));
  return whole ? (fields as unknown as Thread) : null;
}

const isOwed = (owed: Fields | null): boolean =>
  owed !== null &&
  isText(owed["owner"]) &&
  isText(owed["act"]) &&
  isText(owed["role"]) &&
  Number.isSafeInteger(owed["due"]);
