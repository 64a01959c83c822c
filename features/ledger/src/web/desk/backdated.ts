import { SLOT } from "@niuniu/record";
import type { Read } from "../entries/shown.ts";
import type { Alarm, Recorded } from "./names.ts";

/** Where the record stands: how many leaves it has, and until when (ms since epoch) its newest slot reaches. */
export interface Newest {
  readonly size: number;
  readonly until: number;
}

const HOUR = 3_600_000;
/** A server takes a statement up to a day after its date of effect (roster.md §5); an hour more is nobody's intent. */
const LATE = 25 * HOUR;
/** The leaves of an hour. What stands among the first was published when this record began, whenever it was signed. */
const BEGINNING = HOUR / SLOT;

/**
 * Statements that say they took effect more than a day before the record can have held them: the days which new keys wait for
 * objections were dated away. Every ten seconds have one leaf, but while the host was away; so what stands `n` leaves below the
 * newest entered at most so long ago. Trusts the record's order and its newest slot, and the host for its absences.
 */
export function backdatedIn(
  recorded: readonly Recorded[],
  read: readonly Read[],
  { size, until }: Newest,
): readonly Alarm[] {
  const away = read.flatMap(({ shown }) => (shown.kind === "downtime" ? [shown] : []));
  return recorded.flatMap(({ index, note, statement }): readonly Alarm[] => {
    if (statement.number === 1 || index < BEGINNING || index >= size) return [];
    const effective = Date.parse(statement.effective);
    const gone = away.filter((one) => one.until > effective).reduce((sum, one) => sum + one.until - one.from, 0);
    const since = until - (size - index) * SLOT - gone;
    if (since <= effective + LATE) return [];
    const { number, date } = statement;
    return [{ code: "backdated", number, date, index, note }];
  });
}
