import { fromHex, NoteError, sha256, toHex, toUtf8 } from "@niuniu/note";
import { RecordError } from "@niuniu/record";
import { activeMembers, checkChain, RosterError, standing, type Member, type Roster } from "@niuniu/roster";
import { head as headRoute } from "@niuniu/wire/record";
import { CallError, type RosterAnswer } from "@niuniu/wire";
import type { Asking } from "./asking.ts";
import { loadSeldom } from "./late.ts";
import type { Early } from "./record/early.ts";
import { readRecord, type RecordView } from "./record/view.ts";

/** The committee as its signatures show it: the chain of statements holds, and the rules are the ones it names. */
export interface Committee {
  readonly roster: Roster;
  /** The statements as signed notes, oldest first. */
  readonly notes: readonly string[];
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
}

/** The committee as a page may believe it: its newest statement stands in the public record, for everybody to see. */
export interface Trust extends Committee {
  readonly record: RecordView;
  /** A statement of the last days that took effect, as it says, before the record held it; null for none. */
  readonly early: Early | null;
}

/** The policy or the calendar is not the one whose hash the newest statement names. */
export class OtherTexts extends RosterError {}

/**
 * Checks what the server says about the committee, without asking anybody. Trusts nothing but the signatures; whether
 * statement 1 is the true one only the words on the poster can tell. Throws RosterError for a chain that does not hold, and
 * OtherTexts.
 */
export function readCommittee({ statements: notes, policy, calendar }: RosterAnswer, now: number): Committee {
  const roster = checkChain(notes);
  const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));
  if (hashOf(policy) !== roster.newest.policy || hashOf(calendar) !== roster.newest.calendar) {
    throw new OtherTexts("roster/malformed", "policy or calendar are not the ones the committee signed");
  }
  const past = roster.statements.filter((one) => one.number === 1 || Date.parse(one.effective) <= now);
  return {
    roster,
    notes,
    active: activeMembers(roster, now),
    standing: standing(roster, now),
    policy,
    calendar,
    zone: (JSON.parse(calendar) as { readonly offset: string }).offset,
    first: roster.hashes[0] ?? "",
    statement: roster.hashes[past.length - 1] ?? "",
  };
}

const TRIES = 4;
const BETWEEN = 1_000;

/**
 * Asks where the public record stands, and checks that the newest statement stands in it. A statement is sealed into the
 * record about a second after it is in force, so what is not there yet is asked for again a few times. Throws CallError when
 * nothing could be fetched; RecordError or NoteError when the statement is not proven to stand there.
 */
export async function provenIn(committee: Committee, { ask, now, wait }: Asking): Promise<Trust> {
  const { roster, notes } = committee;
  for (let left = TRIES; ; left--) {
    try {
      const head = await ask(headRoute, undefined);
      // Few servers ever were: it is fetched where it is needed.
      const read = head.putBack === undefined ? null : (await loadSeldom()).readPutBack;
      const record = readRecord(head, { statement: roster.newest, note: notes.at(-1) ?? "" }, now(), read);
      // Nobody waited for the first one.
      if (roster.newest.number === 1) return { ...committee, record, early: null };
      const { earlyIn, recordOf } = await loadSeldom();
      const early = await earlyIn({ roster, notes, record, earlier: head.earlier ?? [] }, recordOf(ask));
      return { ...committee, record, early };
    } catch (error) {
      const early = !(error instanceof CallError) || error.code === "host/record-empty";
      if (!early || left === 0) throw error;
    }
    await wait(BETWEEN);
  }
}

/** Checks all that the server says about the committee, as `readCommittee` and `provenIn` do. Throws as they do. */
export const trustIn = async (answer: RosterAnswer, asking: Asking): Promise<Trust> =>
  provenIn(readCommittee(answer, asking.now()), asking);

/** What a failure of `trustIn` means: the statements do not hold, or are not in the public record; null: nothing was learned. */
export function whyNot(error: unknown): "broken" | "unrecorded" | null {
  if (error instanceof RosterError) return "broken";
  return error instanceof RecordError || error instanceof NoteError ? "unrecorded" : null;
}

/** The eight words of statement 1, with the word list its caller has loaded. */
export function wordsOf(words: { readonly hashWords: (hash: Uint8Array, count: 8) => string }, first: string): string {
  return words.hashWords(fromHex(first), 8);
}
