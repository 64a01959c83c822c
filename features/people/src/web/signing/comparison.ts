import {
  readStatement,
  signaturesMissing,
  type Holder,
  type Member,
  type Roster,
  type Signatures,
  type Statement,
} from "@niuniu/roster";
import { changesBetween, type StatementChange } from "../../changes.ts";

/** What a draft would change, read and checked here and not as the server tells it. */
export interface Comparison {
  readonly statement: Statement;
  readonly signatures: Signatures;
  /** Members whose keys nobody has vouched for before: their six words are to be compared in person. */
  readonly fresh: readonly Member[];
  readonly gone: readonly Member[];
  /** What else it says of people, and of those who keep parts of a recovery, otherwise than before. */
  readonly said: readonly StatementChange[];
  /** Who keeps a part of a recovery under keys that nobody has vouched for before: their words are compared like members'. */
  readonly holders: readonly Holder[];
  /** Keys of the second issuer that would join and leave. */
  readonly issuing: readonly string[];
  readonly retired: readonly string[];
  /** The quorum, the policy or the calendar would change too. */
  readonly rules: boolean;
  /** The record would be named for the first time, or another one than before, or none any more; null as before. */
  readonly record: "record" | "other-record" | "no-record" | null;
  /** Lines of witnesses that would join and leave. */
  readonly joining: readonly string[];
  readonly leaving: readonly string[];
}

/** What the page says in another way: with words to compare, or with keys. */
const SHOWN_APART: readonly StatementChange["code"][] = [
  ...(["joined", "joined-alternate", "left", "keys", "quorum", "policy", "calendar", "organisation"] as const),
  ...(["log", "log-named", "witness-joined", "witness-left", "issuer-joined", "issuer-left", "holder-joined"] as const),
];

/** Reads a draft against the chain before it (null for statement 1). Throws RosterError for one that breaks a rule. */
export function compare(before: Roster | null, note: string): Comparison {
  const signatures = signaturesMissing(before, note);
  const statement = readStatement(note.slice(0, note.indexOf("\n") + 1));
  const old = new Map((before?.newest.members ?? []).map((member) => [member.id, member]));
  const fresh = statement.members.filter((member) => {
    const known = old.get(member.id);
    return known?.key !== member.key || known.recipient !== member.recipient;
  });
  const gone = [...old.values()].filter(({ id }) => !statement.members.some((member) => member.id === id));
  return {
    statement,
    signatures,
    fresh,
    gone,
    said: changesBetween(before?.newest ?? null, statement).filter(({ code }) => !SHOWN_APART.includes(code)),
    ...othersIn(before?.newest, statement),
    rules: before !== null && rulesDiffer(before.newest, statement),
    record: recordChange(before?.newest.log, statement.log),
    joining: without(statement.witnesses, before?.newest.witnesses ?? []),
    leaving: without(before?.newest.witnesses ?? [], statement.witnesses),
  };
}

/** What would change of the keys of others. */
function othersIn(
  before: Statement | undefined,
  { issuers = [], recovery = [] }: Statement,
): Pick<Comparison, "holders" | "issuing" | "retired"> {
  const known = new Set(before?.recovery?.map((one) => `${one.id} ${one.key} ${one.recipient}`));
  const issued = before?.issuers ?? [];
  return {
    holders: recovery.filter(({ id, key, recipient }) => !known.has(`${id} ${key} ${recipient}`)),
    issuing: without(issuers, issued),
    retired: without(issued, issuers),
  };
}

const without = (lines: readonly string[], others: readonly string[]): readonly string[] =>
  lines.filter((line) => !others.includes(line));

function recordChange(before: string | undefined, after: string | undefined): Comparison["record"] {
  if (before === after) return null;
  if (after === undefined) return "no-record";
  return before === undefined ? "record" : "other-record";
}

const rulesDiffer = (a: Statement, b: Statement): boolean =>
  a.quorum !== b.quorum || a.policy !== b.policy || a.calendar !== b.calendar || a.organisation !== b.organisation;
