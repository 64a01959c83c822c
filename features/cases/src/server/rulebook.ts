import type { Rules } from "../terms.ts";
import type { Database } from "@niuniu/host";
import { sha256, toHex, toUtf8 } from "@niuniu/note";
import { dayOf } from "@niuniu/owe";
import { DEFAULT, parseCalendar, parsePolicy, policyText } from "../policy.ts";
import { tablesOf } from "./tables.ts";

/** The texts this version brings, with the hashes a statement names them by. */
export interface RuleTexts {
  readonly policy: string;
  readonly calendar: string;
  readonly policyHash: string;
  readonly calendarHash: string;
}

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

/** The reviewed policy and calendar of this version, as exact texts. */
export function ruleTexts(): RuleTexts {
  const [policy, calendar] = [policyText(DEFAULT.policy), policyText(DEFAULT.calendar)];
  return { policy, calendar, policyHash: hashOf(policy), calendarHash: hashOf(calendar) };
}

/** The day of an instant (ms since epoch) where the organisation is, by the calendar of this version. */
export const organisationDay = (instant: number): string => dayOf(instant, DEFAULT.calendar);

/** The rules a case began under, whatever newer version of them the server has brought since. */
export interface Rulebook {
  /** By the hashes a statement named. A hash this server never had the text of stands for this version's rules. */
  readonly of: (named: { readonly policy: string; readonly calendar: string }) => Rules;
  /** The exact texts of the same. */
  readonly textsOf: (named: Pick<RuleTexts, "policy" | "calendar">) => Pick<RuleTexts, "policy" | "calendar">;
}

/** Stores the texts of this version beside those of earlier ones and reads them all. */
export async function openRulebook(db: Database): Promise<Rulebook> {
  const own = ruleTexts();
  const tables = tablesOf(db);
  await tables
    .insertInto("cases_rules")
    .values([
      { hash: own.policyHash, text: own.policy },
      { hash: own.calendarHash, text: own.calendar },
    ])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const texts = new Map(
    (await tables.selectFrom("cases_rules").selectAll().execute()).map((one) => [one.hash, one.text]),
  );
  const known = new Map<string, Rules>();
  const textsOf: Rulebook["textsOf"] = ({ policy, calendar }) => {
    return { policy: texts.get(policy) ?? own.policy, calendar: texts.get(calendar) ?? own.calendar };
  };
  const of: Rulebook["of"] = ({ policy, calendar }) => {
    const key = `${policy} ${calendar}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const named = textsOf({ policy, calendar });
    const rules: Rules = {
      policy: parsePolicy(JSON.parse(named.policy)),
      calendar: parseCalendar(JSON.parse(named.calendar)),
    };
    known.set(key, rules);
    return rules;
  };
  return { of, textsOf };
}
