import { checkPublic, RecordError, SLOT, writePublic } from "@niuniu/record";
import { isDatedAway, type Roster, type Statement } from "@niuniu/roster";
import { NoteError } from "@niuniu/note";
import { heldIn, type AskRecord } from "./held.ts";
import type { RecordView } from "./view.ts";

export { recordOf } from "./held.ts";

/** A statement of the last days that the record does not bear out in time. Instants are ms since epoch. */
export interface Early {
  readonly number: number;
  /** When it says that it took effect. */
  readonly effective: number;
  /** When the record took it in, at the earliest; null where the server does not show that. */
  readonly since: number | null;
}

export interface Chain {
  readonly roster: Roster;
  /** The statements as signed notes, oldest first. */
  readonly notes: readonly string[];
  readonly record: RecordView;
  /** Proofs of the statements before the newest, newest first. */
  readonly earlier: readonly string[];
}

/** ms for which new keys wait. */
const WAIT = 72 * 3_600_000;

/**
 * Looks from the newest statement back to the first below which a slot of three days ago stands, and finds one that says it
 * took effect more than a day before the record held it: a quorum and the host together can date the wait of new keys
 * away. Null where there is none. Trusts the log's key, and of each statement the slot that is proven to stand below it: a count of
 * leaves says nothing, as texts enter a record without end. What the server does not prove is told as such.
 */
export async function earlyIn({ roster, notes, record, earlier }: Chain, ask: AskRecord): Promise<Early | null> {
  let index = record.statementAt;
  for (const [back, statement] of roster.statements.toReversed().entries()) {
    const { number, effective } = statement;
    const found = { number, effective: Date.parse(effective) };
    if (back > 0) {
      const before = indexOf(statement, notes.at(-1 - back), earlier[back - 1], record);
      if (before === null || before >= index) return { ...found, since: null };
      index = before;
    }
    // The first of all, or what stood there when the record began; and then so did those before it.
    if (!couldBe(statement, index, Infinity)) return null;
    const held = await heldIn(index, record, ask);
    const counted = record.until - (record.size - index) * SLOT;
    if (held === null) {
      if (couldBe(statement, index, counted)) return { ...found, since: counted };
      if (couldBe(statement, index, record.until)) return { ...found, since: null };
    } else if (isDatedAway(statement, held)) return { ...found, since: held.since };
    if (held !== null && held.since <= record.until - WAIT) return null;
  }
  return null;
}

/** Where a statement stands, by the proof of it under the very checkpoint of the head; null without one that holds. */
function indexOf(
  { date }: Statement,
  note: string | undefined,
  proof: string | undefined,
  { log, checkpoint }: RecordView,
): number | null {
  if (note === undefined || proof === undefined) return null;
  try {
    const entered = checkPublic(proof, writePublic({ kind: "roster", date, body: note }), log);
    return entered.note === checkpoint ? entered.index : null;
  } catch (error) {
    if (error instanceof RecordError || error instanceof NoteError) return null;
    throw error;
  }
}

/** Whether it was dated away if the record held it since then and never stood still. */
const couldBe = (statement: Statement, index: number, since: number): boolean =>
  isDatedAway(statement, { index, since, putBack: null });
