import { Refused } from "@niuniu/wire";

/**
 * What a database and a signature can both hold: Unicode without halves of surrogate pairs and without NUL, which PostgreSQL
 * has no place for.
 */
const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");

/**
 * Refuses host/malformed where any text in what was sent, names of fields included, is not storable: one rule for every
 * field of every route, also for those whose door looks no closer. Bytes are no text. The value is bounded: see `boundJson`.
 */
export function requireStorable(value: unknown): void {
  if (typeof value === "string") {
    if (!isStorable(value)) throw new Refused("host/malformed");
  } else if (Array.isArray(value)) value.forEach(requireStorable);
  else if (typeof value === "object" && value !== null && !(value instanceof Uint8Array)) {
    for (const [name, held] of Object.entries(value)) {
      requireStorable(name);
      requireStorable(held);
    }
  }
}
