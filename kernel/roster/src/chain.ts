import {
  COSIGNATURE,
  fromBase64,
  isPublicKey,
  NoteError,
  readKey,
  readNote,
  readVerifier,
  splitNote,
  toBase64,
  verifyBytes,
  type NoteErrorCode,
  type Verify,
} from "@niuniu/note";
import { checkClear } from "./names.ts";
import type { Side } from "./fields.ts";
import { must, RosterError, type RosterErrorCode } from "./roster-error.ts";
import { employersAlone } from "./duties.ts";
import {
  isSelfSigned,
  readStatement,
  seatsOf,
  statementHash,
  type Keyed,
  type Member,
  type Statement,
} from "./statement.ts";

/** A chain of statements that has been checked from the first to the newest. Only this package makes one. */
export type Roster = {
  readonly statements: readonly Statement[];
  /** The hash of each statement's text, in the same order, lower-case hexadecimal. */
  readonly hashes: readonly string[];
  readonly first: Statement;
  readonly newest: Statement;
};

/** Who has signed a statement and who may still; `complete` when the next chain check would not miss a signature. */
export type Signatures = {
  readonly signed: readonly string[];
  readonly mayStillSign: readonly string[];
  /** How many more signatures are needed, at least. */
  readonly lacking: number;
  /** True while no member of the employees' side has signed. */
  readonly employeesLacking: boolean;
  readonly complete: boolean;
};

const HOUR = 3_600_000;

/** How long a new key waits after its statement takes effect, in milliseconds (72 hours): time for desks to object. */
export const WAIT = 72 * HOUR;
// Signing in person takes a day; more would eat up the waiting period in which the others can object.
const LATEST_COMPLETION = 24 * HOUR;
// A later statement cannot overtake an earlier one, so a far date would block an urgent removal.
const FARTHEST_AHEAD = 7 * 24 * HOUR;
const MOST_STATEMENTS = 1000;

/** True for the same person under the same keys. */
export function sameKeys(a: Omit<Keyed, "self">, b: Omit<Keyed, "self">): boolean {
  return a.id === b.id && a.key === b.key && a.recipient === b.recipient;
}

function effectiveAt(statement: Statement): number {
  return Date.parse(statement.effective);
}

/** The instant from which a member of the last statement counts: how long their keys stood there without a gap. */
function countsFrom(statements: readonly Statement[], member: Member): number {
  let since = -Infinity;
  for (const statement of statements.toReversed()) {
    if (!statement.members.some((other) => sameKeys(other, member))) return since;
    since = effectiveAt(statement) + WAIT;
  }
  return -Infinity;
}

/** The statements up to the newest that has taken effect. Statement 1 always has: before it there was nothing. */
function inEffect(statements: readonly Statement[], now: number): readonly Statement[] {
  return statements.filter((statement) => statement.number === 1 || effectiveAt(statement) <= now);
}

function activeIn(statements: readonly Statement[], now: number): readonly Member[] {
  const past = inEffect(statements, now);
  const seats = seatsOf(past.at(-1) ?? { members: [] });
  return seats.filter((member) => countsFrom(past, member) <= now);
}

/** Those in the seats of the statement at this place (from 0) of a chain whose keys waited no more at `now` (ms since epoch). */
export function countingOn({ statements }: Pick<Roster, "statements">, place: number, now: number): readonly Member[] {
  const past = statements.slice(0, place + 1);
  return seatsOf(past.at(-1) ?? { members: [] }).filter((member) => countsFrom(past, member) <= now);
}

/**
 * The members to whom a report may be sealed at `now` (ms since epoch): those of the newest statement that has taken
 * effect, without the new keys that still wait. A key counts as new until `WAIT` after the statement since which it
 * stands there without a gap, an alternate's too; the founders' keys count at once. Alternates do not (roster.md §4).
 */
export function activeMembers(roster: Roster, now: number): readonly Member[] {
  return activeIn(roster.statements, now);
}

/** The moments (ms since epoch) at which {@link activeMembers} may become others: statements take effect, and keys wait no more. */
export const changesOf = ({ statements }: Pick<Roster, "statements">): readonly number[] =>
  statements.flatMap((one) => [effectiveAt(one), effectiveAt(one) + WAIT]);

/** A member whose keys still wait, and the instant (ms since epoch) from which they count. */
export type Newcomer = { readonly member: Member; readonly from: number };

/** The members of the newest statement whose keys still wait at `now`: what every desk shows, so that all can object. */
export function waitingMembers(roster: Roster, now: number): readonly Newcomer[] {
  const entries = roster.newest.members.map((member) => ({ member, from: countsFrom(roster.statements, member) }));
  return entries.filter(({ from }) => from > now);
}

/**
 * Whether the statement in effect at `now` (ms since epoch) still needs no renewal. "expired" is a warning to show, never
 * a reason to close the line.
 */
export function standing(roster: Roster, now: number): "valid" | "expired" {
  const current = inEffect(roster.statements, now).at(-1) ?? roster.first;
  return now < Date.parse(`${current.validUntil}T00:00:00.000Z`) + 24 * HOUR ? "valid" : "expired";
}

function repeats(names: readonly string[]): boolean {
  return new Set(names).size !== names.length;
}

/** Nobody stands under another's id or key, and every key that is only named is sound (roster.md §2). */
function checkKeys({ niuniu, witnesses, log, issuers = [], members, recovery = [] }: Statement): readonly Keyed[] {
  const people = [...members, ...recovery];
  const lines = [...(log === undefined ? [] : [log]), ...issuers].map((line) => readVerifier(line).key);
  // The first version did not compare the keys of the log and of witnesses with others, and what it allowed stands.
  const named = niuniu === "roster v1" ? [] : [...lines, ...witnesses.flatMap(witnessKey)].map(toBase64);
  const keys = [...people.map(({ key }) => key), ...named];
  const ids = people.map(({ id }) => id);
  const recipients = people.map(({ recipient }) => recipient);
  must(![ids, keys, recipients, witnesses].some(repeats), "roster/duplicate");
  must(lines.every(isPublicKey), "roster/key");
  return people;
}

/** The key in the line of a witness; none where it does not read, which vouches for nothing. */
function witnessKey(line: string): readonly Uint8Array[] {
  try {
    return [readKey(line.split(" ")[0] ?? "", COSIGNATURE).key];
  } catch (cause) {
    if (cause instanceof NoteError) return [];
    throw cause;
  }
}

/** What those in their seats must be together. */
function checkSeats(statement: Statement): void {
  const { members, quorum } = statement;
  const seats = seatsOf(statement);
  const isOf = (side: Side) => (member: Member) => member.side === side;
  must(quorum >= 2 && quorum <= seats.length, "roster/quorum-size");
  must(seats.some(isOf("outside")), "roster/outside-member");
  must(seats.some(isOf("employees")), "roster/employees-member");
  must(members.length <= 2 * seats.length, "roster/alternates");
  must(employersAlone(seats).length === 0, "roster/serves");
}

/** The rules a statement keeps by itself (roster.md §2). */
function checkAlone(statement: Statement, alreadyChecked: readonly Keyed[], verify: Verify): void {
  const { date, validUntil, members } = statement;
  must(validUntil >= date && members.every(({ from = "", until = "" }) => until >= from), "roster/dates");
  checkSeats(statement);
  for (const person of checkKeys(statement)) {
    if (alreadyChecked.some((other) => sameKeys(other, person) && other.self === person.self)) continue;
    must(isPublicKey(fromBase64(person.key)), "roster/key", person.id);
    must(isSelfSigned(person, verify), "roster/self-signature", person.id);
  }
}

/** The rules between a statement and those before it, signatures apart (roster.md §3). */
function checkPlace(before: readonly Statement[], hash: string | null, statement: Statement): void {
  const previous = before.at(-1);
  must(statement.number === before.length + 1, "roster/number");
  must(statement.previous === hash, "roster/previous");
  if (previous === undefined) return;
  // A version says all that the one before could, and never less.
  must(statement.niuniu >= previous.niuniu, "roster/version");
  must(effectiveAt(statement) >= effectiveAt(previous), "roster/effective");
  const active = activeIn([...before, statement], effectiveAt(statement));
  must(active.length >= 2 || active.some(({ side }) => side === "outside"), "roster/too-few-active");
}

/**
 * Everything about a statement but who signed it, given the chain before it (null for statement 1). For desks and servers,
 * before they ask people to sign: more is asked of what is new than of what is read (roster.md §5).
 */
export function checkDraft(before: Roster | null, text: string, verify: Verify = verifyBytes): Statement {
  const statement = checkNewest(before, text, verify);
  checkClear(before?.newest ?? null, statement);
  return statement;
}

/** The rules every reader checks of a statement in its place, signatures apart. */
function checkNewest(before: Roster | null, text: string, verify: Verify): Statement {
  const statement = readStatement(text);
  const { members = [], recovery = [] } = before?.newest ?? {};
  checkAlone(statement, [...members, ...recovery], verify);
  checkPlace(before?.statements ?? [], before?.hashes.at(-1) ?? null, statement);
  return statement;
}

/** What a note that cannot be read is to those who read statements; all that is not named here is "roster/malformed". */
const WRONG: Readonly<Partial<Record<NoteErrorCode, RosterErrorCode>>> = {
  "note/bad-signature": "roster/bad-signature",
  "note/unsigned": "roster/foreign-signature",
};

function refusalOf(cause: unknown): unknown {
  if (!(cause instanceof NoteError)) return cause;
  return new RosterError(WRONG[cause.code] ?? "roster/malformed", cause.message);
}

/** The ids whose good signature stands under the note. Every line must be one of the electors', and only once. */
export function signersOf(
  note: string,
  electors: readonly Pick<Member, "id" | "key">[],
  verify: Verify,
): readonly string[] {
  const keys = electors.map(({ id, key }) => ({ name: id, key: fromBase64(key) }));
  try {
    const lines = splitNote(note).signatures;
    must(!repeats(lines.map(({ name }) => name)), "roster/repeated-signature");
    const { signers } = readNote(note, keys, verify);
    must(signers.length === lines.length, "roster/foreign-signature");
    return signers;
  } catch (cause) {
    throw refusalOf(cause);
  }
}

/** Who may sign a statement that follows `before`: all whom the first one names, later those in their seats. */
const electorsOf = (before: Roster | null, statement: Statement): readonly Member[] =>
  before === null ? statement.members : seatsOf(before.newest);

/** What a statement lacks that these have signed. Keys that still wait when it takes effect may sign, but count for nothing. */
function lackingOf(before: Roster | null, statement: Statement, signed: readonly string[]) {
  const electors = electorsOf(before, statement);
  const counting =
    before === null
      ? electors
      : electors.filter((member) => countsFrom(before.statements, member) <= effectiveAt(statement));
  const good = counting.filter(({ id }) => signed.includes(id));
  const lacking = Math.max(0, (before?.newest.quorum ?? electors.length) - good.length);
  return { counting, lacking, employeesLacking: !good.some(({ side }) => side === "employees") };
}

/**
 * Who has signed `note`, a statement that follows `before` (null for statement 1), and what is still missing. Trusts
 * only keys of the chain before, or the founders' own in statement 1. RosterError for any signature that should not be
 * there.
 */
export function signaturesMissing(before: Roster | null, note: string, verify: Verify = verifyBytes): Signatures {
  // A statement nobody has signed yet is its text alone, which is no note.
  const text = note.includes("\n\n") ? splitText(note) : note;
  const statement = readStatement(text);
  const signed = text === note ? [] : signersOf(note, electorsOf(before, statement), verify);
  const { counting, lacking, employeesLacking } = lackingOf(before, statement, signed);
  const mayStillSign = counting.map(({ id }) => id).filter((id) => !signed.includes(id));
  return { signed, mayStillSign, lacking, employeesLacking, complete: lacking === 0 && !employeesLacking };
}

/** The text of a signed note; RosterError "roster/malformed" for what is none. */
export function splitText(note: string): string {
  try {
    return splitNote(note).text;
  } catch (cause) {
    throw refusalOf(cause);
  }
}

function append(before: Roster | null, note: string, verify: Verify): Roster {
  const text = splitText(note);
  const statement = checkNewest(before, text, verify);
  const signed = signersOf(note, electorsOf(before, statement), verify);
  const { lacking, employeesLacking } = lackingOf(before, statement, signed);
  must(lacking === 0, before === null ? "roster/founders" : "roster/quorum");
  must(!employeesLacking, "roster/employees-side");
  return {
    statements: [...(before?.statements ?? []), statement],
    hashes: [...(before?.hashes ?? []), statementHash(text)],
    first: before?.first ?? statement,
    newest: statement,
  };
}

/**
 * Checks a whole chain of signed statements, oldest first, and trusts only what it can check itself: statement 1 is
 * signed by all its members, each later one by a quorum of the members before it, one of the employees' side among
 * them. Whether statement 1 is the true one, only its words compared outside the house can tell. `verify` may be a
 * faster verifier. Throws RosterError with the first rule broken (roster.md §3).
 */
export function checkChain(notes: readonly string[], options: { readonly verify?: Verify } = {}): Roster {
  must(notes.length <= MOST_STATEMENTS, "roster/malformed", "more than a thousand statements");
  let roster: Roster | null = null;
  for (const note of notes) roster = append(roster, note, options.verify ?? verifyBytes);
  if (roster === null) throw new RosterError("roster/empty");
  return roster;
}

/**
 * What the server asks before it takes one more statement at `now` (ms since epoch): all of `checkChain`, that what is
 * new in it is clear, and that it was complete within 24 hours of taking effect and takes effect within 7 days, so that nobody can date the waiting
 * period away (roster.md §5).
 */
export function checkNext(before: Roster | null, note: string, now: number, verify: Verify = verifyBytes): Roster {
  const roster = append(before, note, verify);
  checkClear(before?.newest ?? null, roster.newest);
  const ahead = effectiveAt(roster.newest) - now;
  if (ahead < -LATEST_COMPLETION) throw new RosterError("roster/effective", "complete too long after taking effect");
  if (ahead > FARTHEST_AHEAD) throw new RosterError("roster/effective", "takes effect too far ahead");
  return roster;
}
