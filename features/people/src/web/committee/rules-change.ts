import { sha256, toHex, toUtf8 } from "@niuniu/note";
import type { Statement } from "@niuniu/roster";
import { POLICY, sectionIn } from "@niuniu/wire";

/** Exact texts of a policy and a calendar. */
export interface RuleTexts {
  readonly policy: string;
  readonly calendar: string;
}

/** One value that would change: where it stands, as "classes.crisis.answer.hours", and what it was and would be. */
export interface RuleChange {
  readonly at: string;
  readonly from: string;
  readonly to: string;
}

const hashOf = (text: string): string => toHex(sha256(toUtf8(text)));

/** The hashes by which a statement names these texts. */
export function namedBy({ policy, calendar }: RuleTexts): Pick<Statement, "policy" | "calendar"> {
  return { policy: hashOf(policy), calendar: hashOf(calendar) };
}

/** True if a statement names exactly these texts. */
export function names(statement: Pick<Statement, "policy" | "calendar">, texts: RuleTexts): boolean {
  const { policy, calendar } = namedBy(texts);
  return statement.policy === policy && statement.calendar === calendar;
}

/**
 * Every value in which the texts differ, so that nobody signs rules they have not seen. Null where a text is not JSON: then there is
 * nothing that could be shown, and nothing to sign.
 */
export function changesBetween(before: RuleTexts, after: RuleTexts): readonly RuleChange[] | null {
  try {
    const [old, next] = [valuesOf(before), valuesOf(after)];
    const places = [...new Set([...old.keys(), ...next.keys()])];
    return places
      .map((at) => ({ at, from: old.get(at) ?? "–", to: next.get(at) ?? "–" }))
      .filter(({ from, to }) => from !== to);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whether a text that a server brings is of a later version than the one in force, and not only another that a committee chose. */
export function isNewer(brought: string, inForce: string): boolean {
  try {
    const [next, old] = [brought, inForce].map((text) => new Map(leaves("text", sectioned(JSON.parse(text)))));
    const versions = [...(next ?? [])].filter(([at]) => at.endsWith(".version"));
    return versions.some(([at, version]) => Number(version) > Number(old?.get(at) ?? 0));
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function valuesOf({ policy, calendar }: RuleTexts): ReadonlyMap<string, string> {
  return new Map([...leaves("policy", sectioned(JSON.parse(policy))), ...leaves("calendar", JSON.parse(calendar))]);
}

/** A policy of the time when there was one feature, as if it had sections: what stays as it was is no change. */
function sectioned(policy: unknown): unknown {
  const { niuniu } = (policy ?? {}) as { readonly niuniu?: unknown };
  const alone = niuniu === POLICY ? undefined : sectionIn(policy, "cases");
  return alone === undefined ? policy : { niuniu, cases: alone };
}

function leaves(at: string, value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [[at, String(value)]];
  if (Array.isArray(value)) return [[at, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(`${at}.${key}`, inner));
}
