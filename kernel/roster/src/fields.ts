import { fromBase64 } from "@niuniu/note";
import { RosterError } from "./roster-error.ts";

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

const SIDES: readonly string[] = ["employees", "employer", "outside"] satisfies readonly Side[];
const RESERVED = ["reporter", "server"];
const ID = /^[a-z0-9-]{2,40}$/;
const HASH = /^[0-9a-f]{64}$/;
const DAY = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
// Control characters, line separators and marks that turn the direction of writing could make one name look like another.
const MISLEADING = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/u;
const LONGEST_SHOWN = 200;

/** The refusal of a text that has another shape than the specification says. */
export function malformed(what: string, cause?: unknown): RosterError {
  return new RosterError("roster/malformed", `malformed: ${what}`, { cause });
}

/** The fields of an object; like all that follow, RosterError "roster/malformed" for anything else. */
export function fieldsOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(what);
  return value as Readonly<Record<string, unknown>>;
}

/** The fields of a text that is one object of JSON. Whether it is spelt in the one right way, only its writer can tell. */
export function parsed(text: string, longest: number, what: string): Readonly<Record<string, unknown>> {
  if (text.length > longest) throw malformed("too long");
  try {
    return fieldsOf(JSON.parse(text), what);
  } catch (cause) {
    throw cause instanceof RosterError ? cause : malformed("not JSON", cause);
  }
}

/** A list of at most `most`, each item read. */
export function listOf<T>(value: unknown, most: number, what: string, read: (item: unknown) => T): readonly T[] {
  if (!Array.isArray(value) || value.length > most) throw malformed(what);
  return value.map((item: unknown) => read(item));
}

/** A text of this pattern. */
export function matching(value: unknown, pattern: RegExp, what: string): string {
  if (typeof value !== "string" || !pattern.test(value)) throw malformed(what);
  return value;
}

/** A SHA-256 in lower-case hexadecimal. */
export function hash(value: unknown, what: string): string {
  return matching(value, HASH, what);
}

/** A whole number from 0 on. */
export function whole(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw malformed(what);
  return value;
}

/** A text shown to people: one line, in one spelling, without characters that mislead the eye. */
export function shown(value: unknown, least: number, what: string, most = LONGEST_SHOWN): string {
  if (typeof value !== "string" || value.length < least || value.length > most) throw malformed(what);
  if (!value.isWellFormed() || MISLEADING.test(value)) throw malformed(what);
  if (value !== value.trim() || value !== value.normalize("NFC")) throw malformed(what);
  return value;
}

/** An instant that exists, in the one spelling of it. */
export function instantOf(text: string, what: string): string {
  const instant = new Date(text);
  if (Number.isNaN(instant.getTime()) || instant.toISOString() !== text) throw malformed(what);
  return text;
}

/** A day that exists. */
export function day(value: unknown, what: string): string {
  const text = matching(value, DAY, what);
  instantOf(`${text}T00:00:00.000Z`, what);
  return text;
}

/** So many bytes, in base64. */
export function sized(value: unknown, length: number, what: string): string {
  if (typeof value !== "string") throw malformed(what);
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(value);
  } catch (cause) {
    throw malformed(what, cause);
  }
  if (bytes.length !== length) throw malformed(what);
  return value;
}

/** The id of a person: plain letters, and nobody's role. */
export function idOf(value: unknown, what: string): string {
  const slug = matching(value, ID, what);
  if (RESERVED.includes(slug)) throw malformed(what);
  return slug;
}

/** Who is named: an id that is nobody's role, and what people are shown of them. */
export function named({ id, name, role, side, unit }: Readonly<Record<string, unknown>>): Named {
  if (typeof side !== "string" || !SIDES.includes(side)) throw malformed("side");
  return {
    id: idOf(id, "id"),
    name: shown(name, 1, "name"),
    role: shown(role, 1, "role"),
    side: side as Side,
    unit: shown(unit, 0, "unit"),
  };
}
