import {
  readStatement,
  signaturesMissing,
  type Member,
  type Roster,
  type Signatures,
  type Statement,
} from "@niuniu/roster";

/** What a draft would change, read and checked here and not as the server tells it. */
export interface Comparison {
  readonly statement: Statement;
  readonly signatures: Signatures;
  /** Members whose keys nobody has vouched for before: their six words are to be compared in person. */
  readonly fresh: readonly Member[];
  readonly gone: readonly Member[];
  /** Same keys, another name, role, side or unit. */
  readonly reworded: readonly Member[];
  /** The quorum, the policy or the calendar would change too. */
  readonly rules: boolean;
  /** The record would be named for the first time, or another one than before, or none any more; null as before. */
  readonly record: "record" | "other-record" | "no-record" | null;
  /** Lines of witnesses that would join and leave. */
  readonly joining: readonly string[];
  readonly leaving: readonly string[];
}

/** Reads a draft against the chain before it (null for statement 1). Throws RosterError for one that breaks a rule. */
export function compare(before: Roster | null, note: string): Comparison {
  const signatures = signaturesMissing(before, note);
  const statement = readStatement(note.slice(0, note.indexOf("\n") + 1));
  const old = new Map((before?.newest.members ?? []).map((member) => [member.id, member]));
  const fresh = statement.members.filter((member) => {
    const known = old.get(member.id);
    return known?.key !== member.key || known.recipient !== member.recipient;
  });
  const reworded = statement.members.filter((member) => {
    const known = old.get(member.id);
    return known !== undefined && !fresh.includes(member) && JSON.stringify(known) !== JSON.stringify(member);
  });
  const gone = [...old.values()].filter(({ id }) => !statement.members.some((member) => member.id === id));
  return {
    statement,
    signatures,
    fresh,
    gone,
    reworded,
    rules: before !== null && rulesDiffer(before.newest, statement),
    record: recordChange(before?.newest.log, statement.log),
    joining: without(statement.witnesses, before?.newest.witnesses ?? []),
    leaving: without(before?.newest.witnesses ?? [], statement.witnesses),
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
