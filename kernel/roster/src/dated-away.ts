import { COUNTERSIGNED_WITHIN } from "@niuniu/note";
import { BEGINNING } from "./held.ts";
import type { Statement } from "./statement.ts";

/** A server takes a statement up to a day after its date of effect (roster.md §5.3); an hour more is nobody's intent. */
const LATE = 25 * 3_600_000;

/** Since when a record holds a statement. Instants are ms since epoch. */
export interface Held {
  /** Its place in the log. */
  readonly index: number;
  /** When it entered, at the earliest. */
  readonly since: number;
  /** When the server was put back whose word of it entered just before: until then the record stood still. Null for none. */
  readonly putBack: number | null;
}

/**
 * True for a roster statement that says it took effect more than a day before the record can have held it: the days that
 * new keys wait for objections were dated away. False for statement 1, for what stood there when a record began, and for
 * what was signed while the record stood still after the server was put back.
 */
export function isDatedAway(
  { number, effective }: Pick<Statement, "number" | "effective">,
  { index, since, putBack }: Held,
): boolean {
  if (number === 1 || index < BEGINNING) return false;
  const latest = Date.parse(effective) + LATE;
  const stood = putBack !== null && putBack <= latest && since <= putBack + COUNTERSIGNED_WITHIN;
  return since > latest && !stood;
}
