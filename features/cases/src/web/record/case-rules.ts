import type { Rules } from "../../terms.ts";
import { sha256, toHex, toUtf8 } from "@niuniu/note";
import type { Roster, Statement } from "@niuniu/roster";
import type { Entry } from "../../events.ts";
import { parseCalendar, parsePolicy } from "../../policy.ts";

/** Exact texts of a policy and a calendar, as they are hashed into statements. */
interface RuleTexts {
  readonly policy: string;
  readonly calendar: string;
}

/** The rules a case is judged by, and whether the texts that came are those the committee signed for it. */
export interface CaseRules {
  readonly rules: Rules;
  readonly signed: boolean;
}

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

/**
 * The rules of a case whose chain begins with `first` (spec/owe.md §8): `given` by the server if the statement that its first entry
 * names has their hashes, else `newest`, those of the newest statement, by which the case is then judged with a word about it.
 */
export function rulesOfCase(
  first: Entry | undefined,
  given: RuleTexts,
  { roster, newest }: { readonly roster: Roster; readonly newest: Rules },
): CaseRules {
  const [policy, calendar] = [hashOf(given.policy), hashOf(given.calendar)];
  const signed = statementsFor(first, roster).some((one) => one.policy === policy && one.calendar === calendar);
  const rules = signed ? parsed(given) : null;
  return rules === null ? { rules: newest, signed: false } : { rules, signed };
}

/** Where a file sealed by hand names none, as the first ones did, any that was dated by its day may have been in force. */
function statementsFor(first: Entry | undefined, { statements, hashes }: Roster): readonly Statement[] {
  if (first?.kind !== "report" && first?.kind !== "sealed") return [];
  const { statement: named, date: day } = first;
  return statements.filter(({ date }, at) => (named === undefined ? date <= day : hashes[at] === named));
}

function parsed({ policy, calendar }: RuleTexts): Rules | null {
  try {
    return { policy: parsePolicy(JSON.parse(policy)), calendar: parseCalendar(JSON.parse(calendar)) };
  } catch {
    // Signed by a committee, and of a version that this page cannot judge by.
    return null;
  }
}
