/** Strict reading of values that came from outside: every function answers null rather than guess. */

/** A plain object with exactly these keys, no fewer and no more, or null. */
export function exactly<Key extends string>(
  value: unknown,
  keys: readonly Key[],
): Readonly<Record<Key, unknown>> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const found = Object.keys(value);
  if (found.length !== keys.length || !keys.every((key) => Object.hasOwn(value, key))) return null;
  return value as Readonly<Record<Key, unknown>>;
}

/** The same string from a closed list, or null. */
export function oneOf<Known extends string>(value: unknown, known: readonly Known[]): Known | null {
  return known.find((candidate) => candidate === value) ?? null;
}

/** A string that matches, or null. */
export function matching(value: unknown, pattern: RegExp): string | null {
  return typeof value === "string" && pattern.test(value) ? value : null;
}

/** A whole number from `least` to `most`, or null. */
export function whole(value: unknown, least: number, most: number): number | null {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most ? value : null;
}

/** A list of distinct strings that match, at most `most`, or null. */
export function distinct(value: unknown, pattern: RegExp, most: number): readonly string[] | null {
  if (!Array.isArray(value) || value.length > most) return null;
  const items: readonly unknown[] = value;
  if (!items.every((item): item is string => matching(item, pattern) !== null)) return null;
  return new Set(items).size === items.length ? items : null;
}
