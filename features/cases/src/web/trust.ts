import { fromHex, sha256, toHex, toUtf8 } from "@niuniu/note";
import type { RosterAnswer } from "@niuniu/people";
import { activeMembers, checkChain, RosterError, standing, type Member, type Roster } from "@niuniu/roster";

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
}

/**
 * Checks everything the server says about the committee. Trusts nothing but the signatures; whether statement 1 is the
 * true one only the words on the poster can tell. Throws RosterError for a chain that does not hold, and "roster/malformed"
 * too when policy or calendar are not the ones the newest statement names.
 */
export function readTrust(answer: RosterAnswer, now: number): Trust {
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
  };
}

/** The eight words of statement 1, with the word list its caller has loaded. */
export function wordsOf(words: { readonly hashWords: (hash: Uint8Array, count: 8) => string }, first: string): string {
  return words.hashWords(fromHex(first), 8);
}
