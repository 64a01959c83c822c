import { checkPublic, RecordError, SLOT, writePublic } from "@niuniu/record";
import { isDatedAway, isHeldLong, type Roster, type Statement } from "@niuniu/roster";
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

/**
 * Looks from the newest statement back to the first that the record has held for three days, and finds one that says it
 * took effect more than a day before the record held it: a quorum and the host together can date the wait of new keys
 * away. Null where there is none. Trusts the log's key. Leaves are
 * counted first; where that tells of one, the server has to prove the slot below it.
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
    const since = await sinceIn(statement, index, record, ask);
    if (since !== null) return { ...found, since };
    if (isHeldLong(index, record.size)) return null;
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

/**
 * Since when the record holds a statement that it holds too late; null for one in order. There are fewer leaves than time
 * went by where the host was away: so what a count finds, the slot below the statement decides.
 */
async function sinceIn(
  statement: Statement,
  index: number,
  record: RecordView,
  ask: AskRecord,
): Promise<number | null> {
  const since = record.until - (record.size - index) * SLOT;
  if (!isDatedAway(statement, { index, since, putBack: null })) return null;
  const held = await heldIn(index, record, ask);
  return held === null ? since : isDatedAway(statement, held) ? held.since : null;
}
