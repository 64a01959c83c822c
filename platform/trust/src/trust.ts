import { fromHex, NoteError, sha256, toHex, toUtf8 } from "@niuniu/note";
import { RecordError } from "@niuniu/record";
import { activeMembers, checkChain, isHeldLong, RosterError, standing, type Member, type Roster } from "@niuniu/roster";
import { head as headRoute, type Head } from "@niuniu/wire/record";
import { CallError, type RosterAnswer } from "@niuniu/wire";
import type { Asking } from "./asking.ts";
import { loadEarly, loadPutBack } from "./late.ts";
import type { Early } from "./record/early.ts";
import { readRecord, type ReadPutBack, type RecordView } from "./record/view.ts";

/** The committee as this page may believe it: the chain of statements holds, and the rules are the ones it names. */
export interface Trust {
  readonly roster: Roster;
  /** Whom a report may be sealed to now. */
  readonly active: readonly Member[];
  readonly standing: "valid" | "expired";
  /** The texts whose hashes the committee signed; whoever decides by them parses them. */
  readonly policy: string;
  readonly calendar: string;
  /** The zone of the calendar, such as "+08:00". */
  readonly zone: string;
  /** Hash of statement 1, hex: what the eight words spell. */
  readonly first: string;
  /** Hash of the statement the recipients come from, hex. */
  readonly statement: string;
  /** The public record, in which the newest statement stands. */
  readonly record: RecordView;
  /** A statement of the last days that took effect, as it says, before the record held it; null for none. */
  readonly early: Early | null;
}

/**
 * Checks everything the server says about the committee. Trusts nothing but the signatures; whether statement 1 is the
 * true one only the words on the poster can tell. Throws RosterError for a chain that does not hold, and "roster/malformed"
 * too when policy or calendar are not the ones the newest statement names; RecordError or NoteError when the newest
 * statement is not proven to stand in the public record.
 */
function readTrust(answer: RosterAnswer, head: Head, now: number, readPutBack: ReadPutBack | null = null): Trust {
  const roster = checkChain(answer.statements);
  const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));
  if (hashOf(answer.policy) !== roster.newest.policy || hashOf(answer.calendar) !== roster.newest.calendar) {
    throw new RosterError("roster/malformed", "policy or calendar are not the ones the committee signed");
  }
  const past = roster.statements.filter((one) => one.number === 1 || Date.parse(one.effective) <= now);
  return {
    roster,
    active: activeMembers(roster, now),
    standing: standing(roster, now),
    policy: answer.policy,
    calendar: answer.calendar,
    zone: (JSON.parse(answer.calendar) as { readonly offset: string }).offset,
    first: roster.hashes[0] ?? "",
    statement: roster.hashes[past.length - 1] ?? "",
    early: null,
    record: readRecord(head, { statement: roster.newest, note: answer.statements.at(-1) ?? "" }, now, readPutBack),
  };
}

const TRIES = 4;
const BETWEEN = 1_000;

/**
 * Asks for what is missing to believe this answer, and checks it. A statement is sealed into the record about a second
 * after it is in force, so what is not there yet is asked for again a few times. Throws CallError when nothing could be
 * fetched, else as `readTrust`.
 */
export async function trustIn(answer: RosterAnswer, { ask, now, wait }: Asking): Promise<Trust> {
  for (let left = TRIES; ; left--) {
    try {
      const head = await ask(headRoute, undefined);
      // Few servers ever were: it is fetched where it is needed.
      const read = head.putBack === undefined ? null : (await loadPutBack()).readPutBack;
      const trust = readTrust(answer, head, now(), read);
      const { roster, record } = trust;
      // Three days after a statement at the most, and for nobody the first one.
      if (roster.newest.number === 1 || isHeldLong(record.statementAt, record.size)) return trust;
      const { earlyIn, recordOf } = await loadEarly();
      const chain = { roster, notes: answer.statements, record, earlier: head.earlier ?? [] };
      return { ...trust, early: await earlyIn(chain, recordOf(ask)) };
    } catch (error) {
      const early =
        !(error instanceof RosterError) && (!(error instanceof CallError) || error.code === "host/record-empty");
      if (!early || left === 0) throw error;
    }
    await wait(BETWEEN);
  }
}

/** What a failure of `trustIn` means: the statements do not hold, or are not in the public record; null: nothing was learned. */
export function whyNot(error: unknown): "broken" | "unrecorded" | null {
  if (error instanceof RosterError) return "broken";
  return error instanceof RecordError || error instanceof NoteError ? "unrecorded" : null;
}

/** The eight words of statement 1, with the word list its caller has loaded. */
export function wordsOf(words: { readonly hashWords: (hash: Uint8Array, count: 8) => string }, first: string): string {
  return words.hashWords(fromHex(first), 8);
}
