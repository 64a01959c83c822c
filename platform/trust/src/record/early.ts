import { checkPublic, readPublic, RecordError, SLOT, writePublic } from "@niuniu/record";
import { isDatedAway, isHeldLong, type Roster, type Statement } from "@niuniu/roster";
import { NoteError, splitNote } from "@niuniu/note";
import { CallError, type Ask } from "@niuniu/wire";
import { entries, entry, type Entry } from "@niuniu/wire/record";
import { endOfSlot, type RecordView } from "./view.ts";

/** A statement of the last days that the record does not bear out in time. Instants are ms since epoch. */
export interface Early {
  readonly number: number;
  /** When it says that it took effect. */
  readonly effective: number;
  /** When the record took it in, at the earliest; null where the server does not show that. */
  readonly since: number | null;
}

/** What this page asks of the record; both answer what anybody is told. */
export interface AskRecord {
  readonly entries: (after: number) => Promise<{ readonly entries: readonly Entry[]; readonly more: boolean }>;
  readonly entry: (index: number) => Promise<Entry & { readonly proof: string }>;
}

/** This server's own record. */
export const recordOf = (ask: Ask): AskRecord => ({
  entries: (after) => ask(entries, undefined, { parameters: { after } }),
  entry: (index) => ask(entry, undefined, { parameters: { index } }),
});

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
 * away. Null where there is none. Trusts the log's key; the server has to show what excuses it in the record itself.
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

/** Since when the record holds a statement that it holds too late; null for one in order. */
async function sinceIn(
  statement: Statement,
  index: number,
  record: RecordView,
  ask: AskRecord,
): Promise<number | null> {
  const since = record.until - (record.size - index) * SLOT;
  if (!isDatedAway(statement, { index, since, putBack: null })) return null;
  const { away, putBack } = await excusesAround(index, Date.parse(statement.effective), record, ask);
  const then = since - away;
  return isDatedAway(statement, { index, since: then, putBack }) ? then : null;
}

/** Texts that waited for the record to go on enter it in one go. */
const TOGETHER = 8;
const MOST_PAGES = 5;

/** What stands in the record that excuses a late entry: how long the host was away, and that the server was put back just below. */
interface Excuses {
  readonly away: number;
  readonly putBack: number | null;
}

async function excusesAround(index: number, effective: number, { log }: RecordView, ask: AskRecord): Promise<Excuses> {
  const found = { away: 0, putBack: null as number | null };
  try {
    for (const { index: at, text } of await textsAfter(index - TOGETHER, ask)) {
      // It counts as far as it stands in the record for everybody.
      if (checkPublic((await ask.entry(at)).proof, text, log).index !== at) continue;
      const { kind, body } = readPublic(text);
      if (kind === "downtime") found.away += awayIn(body, effective);
      else if (at < index) found.putBack = Date.parse(momentIn(body));
    }
  } catch (error) {
    // Nothing was learned where nobody answers; what is refused or does not hold excuses nothing.
    const unheld = error instanceof RecordError || error instanceof NoteError || error instanceof SyntaxError;
    if (!unheld && !(error instanceof CallError && error.status > 0)) throw error;
  }
  return found;
}

const EXCUSE = /^\{"niuniu":"public v1","kind":"(?:downtime|put-back)"/;

/** The texts after an index that could be an excuse. */
async function textsAfter(index: number, ask: AskRecord) {
  const found: { readonly index: number; readonly text: string }[] = [];
  for (let after = index, pages = 0; pages < MOST_PAGES; pages++) {
    const { entries, more } = await ask.entries(after);
    for (const { index: at, text } of entries) if (text !== null && EXCUSE.test(text)) found.push({ index: at, text });
    after = entries.at(-1)?.index ?? after;
    if (!more) break;
  }
  return found;
}

function awayIn(body: string, effective: number): number {
  const { from, to } = JSON.parse(body) as { readonly from: number; readonly to: number };
  return endOfSlot(to) > effective ? (to + 1 - from) * SLOT : 0;
}

const momentIn = (note: string): string => (JSON.parse(splitNote(note).text) as { readonly at: string }).at;
