import { SLOT } from "@niuniu/record";
import { isDatedAway } from "@niuniu/roster";
import type { Read } from "../entries/shown.ts";
import type { Alarm, Recorded } from "./names.ts";

/** Where the record stands: how many leaves it has, and until when (ms since epoch) its newest slot reaches. */
export interface Newest {
  readonly size: number;
  readonly until: number;
}

/** Texts that waited for the record to go on enter it in one go, after all the slots. */
const TOGETHER = 8;

/**
 * Statements that say they took effect more than a day before the record can have held them. Every ten seconds have one
 * leaf, but while the host was away; so what stands `n` leaves below the newest entered at most so long ago. Trusts the
 * record's order and its newest slot, and the host for its absences.
 */
export function backdatedIn(
  recorded: readonly Recorded[],
  read: readonly Read[],
  { size, until }: Newest,
): readonly Alarm[] {
  const away = read.flatMap(({ shown }) => (shown.kind === "downtime" ? [shown] : []));
  const backs = read.flatMap(({ shown, entry }) => (shown.kind === "put-back" ? [{ ...shown, ...entry }] : []));
  return recorded.flatMap(({ index, note, statement }): readonly Alarm[] => {
    if (index >= size) return [];
    const effective = Date.parse(statement.effective);
    const gone = away.filter((one) => one.until > effective).reduce((sum, one) => sum + one.until - one.from, 0);
    const since = until - (size - index) * SLOT - gone;
    const putBack = backs.find((one) => one.index < index && index - one.index < TOGETHER)?.at ?? null;
    if (!isDatedAway(statement, { index, since, putBack })) return [];
    const { number, date } = statement;
    return [{ code: "backdated", number, date, index, note }];
  });
}
