import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { readCalendar, type Day } from "@niuniu/owe";
import type { Roster } from "@niuniu/roster";
import type { Rules } from "./rules.ts";

/** Exact texts of a policy and a calendar, as they are hashed into statements. */
interface RuleTexts {
  readonly policy: string;
  readonly calendar: string;
}

/** How a matter began: its day, and the hash of the statement it named; where it named none, any that was dated by its day may do. */
interface Beginning {
  readonly date: Day;
  readonly statement?: string;
}

/** The rules a matter is judged by, and whether the texts that came are those the committee signed for it. */
export interface SignedRules<Policy> {
  readonly rules: Rules<Policy>;
  readonly signed: boolean;
}

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

/**
 * The rules of a matter (spec/owe.md §8): `given` by the server if the statement under which it began has their hashes, else
 * `newest`, those of the newest statement, by which it is then judged with a word about it. `begun`: null where its first entry is
 * none that begins one. `read`: the feature's part of a policy (JSON); throws for one it cannot judge by.
 */
export function signedRules<Policy>(
  given: RuleTexts,
  {
    begun,
    roster,
    newest,
    read,
  }: {
    readonly begun: Beginning | null;
    readonly roster: Roster;
    readonly newest: Rules<Policy>;
    readonly read: (policy: unknown) => Policy;
  },
): SignedRules<Policy> {
  const [policy, calendar] = [hashOf(given.policy), hashOf(given.calendar)];
  const known = begun === null ? [] : statementsFor(begun, roster);
  const signed = known.some((one) => one.policy === policy && one.calendar === calendar);
  const rules = signed ? parsed(given, read) : null;
  return rules === null ? { rules: newest, signed: false } : { rules, signed };
}

function statementsFor(
  { date: day, statement: named }: Beginning,
  { statements, hashes }: Roster,
): Roster["statements"] {
  return statements.filter(({ date }, at) => (named === undefined ? date <= day : hashes[at] === named));
}

function parsed<Policy>({ policy, calendar }: RuleTexts, read: (policy: unknown) => Policy): Rules<Policy> | null {
  try {
    return { policy: read(JSON.parse(policy)), calendar: readCalendar(JSON.parse(calendar)) };
  } catch {
    // Signed by a committee, and of a version that this page cannot judge by.
    return null;
  }
}
