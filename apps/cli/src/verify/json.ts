import { fromUtf8, NoteError } from "@niuniu/note";
import type { Source } from "../source.ts";
import { CannotCheck } from "../trouble.ts";

/** Fields of an object somebody else wrote; nothing about them is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

export function listOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? (value as readonly unknown[]) : null;
}

/** The fields of a JSON text, or null for anything else. */
export function parseFields(text: string): Fields | null {
  try {
    return fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The text served at a path. Nothing there, or bytes that are no text: the host does not speak as a record does. */
export async function textAt(source: Source, path: string, most?: number): Promise<string> {
  const bytes = await source.get(path, most);
  if (bytes === null) throw new CannotCheck("not-served", { host: source.name, path });
  try {
    return fromUtf8(bytes);
  } catch (cause) {
    if (!(cause instanceof NoteError)) throw cause;
    throw new CannotCheck("not-understood", { host: source.name, path });
  }
}

/** More than a note, a proof or a page of figures has: they hold a few kilobytes. */
export const SMALL = 4 * 1024 * 1024;

/** The JSON object served at a path, read by `read`, which answers null for a shape it does not know. */
export async function objectAt<T>(
  source: Source,
  path: string,
  read: (fields: Fields) => T | null,
  most?: number,
): Promise<T> {
  const fields = parseFields(await textAt(source, path, most));
  const value = fields === null ? null : read(fields);
  if (value === null) throw new CannotCheck("not-understood", { host: source.name, path });
  return value;
}

const isText = (value: unknown): value is string => typeof value === "string";

/** The log's key and where it stood at the last milestone, as `/record/head` serves it. */
export interface Head {
  readonly log: string;
  readonly last: string;
  readonly roster: string | null;
  /** What the log says of having been put back from a copy, signed notes; none where it never was. */
  readonly putBack: readonly string[];
}

/** An honest server shows eight. */
const MOST_PUT_BACK = 100;

export function readHead({ log, last, roster, putBack }: Fields): Head | null {
  const named = roster === null || isText(roster);
  const notes = (putBack === undefined ? [] : listOf(putBack))?.map((shown) => fieldsOf(shown)?.["note"]);
  if (notes?.every(isText) !== true || notes.length > MOST_PUT_BACK) return null;
  return isText(log) && isText(last) && named ? { log, last, roster, putBack: notes } : null;
}

/** The chain of statements and the rules they name, as `/people/roster` serves them. */
export interface Served {
  readonly statements: readonly string[];
  readonly policy: string;
  readonly calendar: string;
}

export function readServed({ statements, policy, calendar }: Fields): Served | null {
  const list = listOf(statements);
  if (list?.every(isText) !== true || !isText(policy) || !isText(calendar)) return null;
  return { statements: list, policy, calendar };
}
