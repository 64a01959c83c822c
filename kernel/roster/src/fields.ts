import { fromBase64, NoteError } from "@niuniu/note";
import { RosterError } from "./roster-error.ts";

/** The fields of an object that nobody has looked at yet. */
type Fields = Readonly<Record<string, unknown>>;

/** Takes what was in a text under the name `what`, and gives it back if it has the right shape; else "roster/malformed". */
export type Reader<T> = (value: unknown, what: string) => T;

/** The fields of a document, in the order in which they are written, each with what reads it. */
type Shape = Readonly<Record<string, Reader<unknown>>>;

/** Whom a member stands for. */
export type Side = "employees" | "employer" | "outside";

/** Whom a document of this package names: the same five fields wherever a person stands. */
export type Named = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly side: Side;
  /** Where in the organisation, so that a reporter can see a conflict of interest; may be empty. */
  readonly unit: string;
};

// Control characters, line separators and marks that turn the direction of writing could make one name look like another.
const MISLEADING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;

/** The refusal of a text that has another shape than the specification says. */
export function malformed(what: string): RosterError {
  return new RosterError("roster/malformed", `malformed: ${what}`);
}

/** What a document of this shape holds. Fields that the shape does not name are not looked at; who writes it again finds them. */
export function fieldsBy<S extends Shape>(shape: S): Reader<{ readonly [Field in keyof S]: ReturnType<S[Field]> }> {
  return (value, what) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(what);
    const found = Object.entries(shape).map(([field, read]) => [field, read((value as Fields)[field], field)]);
    return Object.fromEntries(found.filter(([, read]) => read !== undefined)) as {
      readonly [Field in keyof S]: ReturnType<S[Field]>;
    };
  };
}

/** A text that is one value of JSON. Whether it is spelt in the one right way, only its writer can tell. */
export function parsed<T>(text: string, longest: number, what: string, read: Reader<T>): T {
  if (text.length > longest) throw malformed("too long");
  try {
    return read(JSON.parse(text), what);
  } catch (cause) {
    // What is no JSON, and within it what is no base64 or no key as C2SP writes it.
    throw cause instanceof SyntaxError || cause instanceof NoteError ? malformed(cause.message) : cause;
  }
}

/** What is said or left out; null, or anything else that cannot be read, is refused. */
export function maybe<T>(read: Reader<T>): Reader<T | undefined> {
  return (value, what) => (value === undefined ? undefined : read(value, what));
}

/** A list of at most `most`, each item read. */
export function listOf<T>(most: number, read: Reader<T>): Reader<readonly T[]> {
  return (value, what) => {
    if (!Array.isArray(value) || value.length > most) throw malformed(what);
    return value.map((item: unknown) => read(item, what));
  };
}

/** A text of this pattern. */
export function matching(pattern: RegExp): Reader<string> {
  return (value, what) => {
    if (typeof value !== "string" || !pattern.test(value)) throw malformed(what);
    return value;
  };
}

/** A SHA-256 in lower-case hexadecimal. */
export const hash = matching(/^[0-9a-f]{64}$/);

/** A whole number from 0 on. */
export const whole: Reader<number> = (value, what) => {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw malformed(what);
  return value;
};

/** A text shown to people: one line, in one spelling, without characters that mislead the eye; of `least` to `most` units. */
export function shown(least = 1, most = 200): Reader<string> {
  return (value, what) => {
    if (typeof value !== "string" || value.length < least || value.length > most) throw malformed(what);
    if (!value.isWellFormed() || MISLEADING.test(value)) throw malformed(what);
    if (value !== value.trim() || value !== value.normalize("NFC")) throw malformed(what);
    return value;
  };
}

function checkInstant(text: string, what: string): void {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()) || instant.toISOString() !== text) throw malformed(what);
}

/** An instant that exists, in the one spelling of it. */
export const instant: Reader<string> = (value, what) => {
  const text = matching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z$/)(value, what);
  checkInstant(text, what);
  return text;
};

/** A day that exists. */
export const day: Reader<string> = (value, what) => {
  const text = matching(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/)(value, what);
  checkInstant(`${text}T00:00:00.000Z`, what);
  return text;
};

/** So many bytes, in base64. */
export function sized(length: number): Reader<string> {
  return (value, what) => {
    if (typeof value !== "string" || fromBase64(value).length !== length) throw malformed(what);
    return value;
  };
}

/** The id of a person: plain letters, and nobody's role. */
export const idOf = matching(/^(?!reporter$|server$)[a-z0-9-]{2,40}$/);

const side = matching(/^(employees|employer|outside)$/) as Reader<Side>;

/** Who is named: an id that is nobody's role, and what people are shown of them. */
export const NAMED = { id: idOf, name: shown(), role: shown(), side, unit: shown(0) };
