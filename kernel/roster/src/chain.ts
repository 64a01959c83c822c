import {
  fromBase64,
  isPublicKey,
  NoteError,
  readNote,
  readVerifier,
  splitNote,
  verifyBytes,
  type Verify,
} from "@niuniu/note";
import { checkClear } from "./names.ts";
import { RosterError } from "./roster-error.ts";
import { isSelfSigned, readStatement, statementHash, type Member, type Statement } from "./statement.ts";

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

type Keyed = Pick<Member, "id" | "key" | "recipient">;

const HOUR = 3_600_000;

/** How long a new key waits after its statement takes effect, in milliseconds (72 hours): time for desks to object. */
export const WAIT = 72 * HOUR;
// Signing in person takes a day; more would eat up the waiting period in which the others can object.
const LATEST_COMPLETION = 24 * HOUR;
// A later statement cannot overtake an earlier one, so a far date would block an urgent removal.
const FARTHEST_AHEAD = 7 * 24 * HOUR;
const MOST_STATEMENTS = 1000;

/** True for the same person under the same keys. */
export function sameKeys(a: Keyed, b: Keyed): boolean {
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
  const members = past.at(-1)?.members ?? [];
  return members.filter((member) => countsFrom(past, member) <= now);
}

/**
 * The members to whom a report may be sealed at `now` (ms since epoch): those of the newest statement that has taken
 * effect, without the new keys that still wait. A key counts as new until `WAIT` after the statement since which it
 * stands there without a gap; the founders' keys count at once (roster.md §4).
 */
export function activeMembers(roster: Roster, now: number): readonly Member[] {
  return activeIn(roster.statements, now);
}

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

function checkDistinct(values: readonly string[], what: string): void {
  if (repeats(values)) throw new RosterError("roster/duplicate", `two of them share ${what}`);
}

/** What a statement says about its log and witnesses. Who counts cosignatures reads the lines themselves. */
function checkRecord({ witnesses, log }: Statement): void {
  checkDistinct(witnesses, "a witness");
  if (log !== undefined && !isPublicKey(readVerifier(log).key)) {
    throw new RosterError("roster/key", "the log's key is not a public key");
  }
}

/** The rules a statement keeps by itself (roster.md §2). */
function checkAlone(statement: Statement, alreadyChecked: readonly Member[], verify: Verify): void {
  const { members, quorum } = statement;
  if (statement.validUntil < statement.date) {
    throw new RosterError("roster/dates", "valid until a day before its own date");
  }
  if (quorum < 2 || quorum > members.length) {
    throw new RosterError("roster/quorum-size", "the quorum is less than two or more than there are members");
  }
  if (!members.some(({ side }) => side === "outside")) {
    throw new RosterError("roster/outside-member", "no member from outside");
  }
  if (!members.some(({ side }) => side === "employees")) {
    throw new RosterError("roster/employees-member", "no member from the employees' side");
  }
  for (const field of ["id", "key", "recipient"] as const) {
    checkDistinct(
      members.map((member) => member[field]),
      field,
    );
  }
  checkRecord(statement);
  for (const member of members) {
    if (alreadyChecked.some((other) => sameKeys(other, member) && other.self === member.self)) continue;
    if (!isPublicKey(fromBase64(member.key))) throw new RosterError("roster/key", `${member.id}: not a public key`);
    if (!isSelfSigned(member, verify)) {
      throw new RosterError("roster/self-signature", `${member.id}: the key did not sign for itself`);
    }
  }
}

/** The rules between a statement and those before it, signatures apart (roster.md §3). */
function checkPlace(before: readonly Statement[], hash: string | null, statement: Statement): void {
  const previous = before.at(-1);
  if (statement.number !== before.length + 1) {
    throw new RosterError("roster/number", `statement ${before.length + 1} calls itself ${statement.number}`);
  }
  if (statement.previous !== hash) {
    throw new RosterError("roster/previous", "does not name the statement before it");
  }
  if (previous === undefined) return;
  if (effectiveAt(statement) < effectiveAt(previous)) {
    throw new RosterError("roster/effective", "takes effect before the statement before it");
  }
  const active = activeIn([...before, statement], effectiveAt(statement));
  if (active.length < 2 && !active.some(({ side }) => side === "outside")) {
    throw new RosterError("roster/too-few-active", "leaves fewer than two active members and none from outside");
  }
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
  checkAlone(statement, before?.newest.members ?? [], verify);
  checkPlace(before?.statements ?? [], before?.hashes.at(-1) ?? null, statement);
  return statement;
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
    if (repeats(lines.map(({ name }) => name))) {
      throw new RosterError("roster/repeated-signature", "one name signs twice");
    }
    const { signers } = readNote(note, keys, verify);
    if (signers.length === lines.length) return signers;
  } catch (cause) {
    if (!(cause instanceof NoteError)) throw cause;
    if (cause.code === "note/bad-signature") throw new RosterError("roster/bad-signature", cause.message, { cause });
    if (cause.code !== "note/unsigned") throw new RosterError("roster/malformed", cause.message, { cause });
  }
  throw new RosterError("roster/foreign-signature", "signed by somebody who may not sign this");
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
  const electors = before === null ? statement.members : before.newest.members;
  const signed = text === note ? [] : signersOf(note, electors, verify);
  // Keys that still wait when the statement takes effect may sign, but their signature counts for nothing.
  const counting = before === null ? electors : activeForSigning(before, statement);
  const good = counting.filter(({ id }) => signed.includes(id));
  const needed = before === null ? electors.length : before.newest.quorum;
  const lacking = Math.max(0, needed - good.length);
  const employeesLacking = !good.some(({ side }) => side === "employees");
  const mayStillSign = counting.map(({ id }) => id).filter((id) => !signed.includes(id));
  return { signed, mayStillSign, lacking, employeesLacking, complete: lacking === 0 && !employeesLacking };
}

function activeForSigning(before: Roster, statement: Statement): readonly Member[] {
  return before.newest.members.filter((member) => countsFrom(before.statements, member) <= effectiveAt(statement));
}

/** The text of a signed note; RosterError "roster/malformed" for what is none. */
export function splitText(note: string): string {
  try {
    return splitNote(note).text;
  } catch (cause) {
    throw new RosterError("roster/malformed", "not a signed note", { cause });
  }
}

function append(before: Roster | null, note: string, verify: Verify): Roster {
  const text = splitText(note);
  const statement = checkNewest(before, text, verify);
  const { lacking, employeesLacking } = signaturesMissing(before, note, verify);
  if (lacking > 0) {
    const code = before === null ? "roster/founders" : "roster/quorum";
    throw new RosterError(code, `${lacking} signatures are missing`);
  }
  if (employeesLacking) {
    throw new RosterError("roster/employees-side", "nobody of the employees' side has signed");
  }
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
  if (notes.length > MOST_STATEMENTS) throw new RosterError("roster/malformed", "more than a thousand statements");
  let roster: Roster | null = null;
  for (const note of notes) roster = append(roster, note, options.verify ?? verifyBytes);
  if (roster === null) throw new RosterError("roster/empty", "no statement");
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
