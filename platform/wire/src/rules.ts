import brought from "./calendar.json" with { type: "json" };

/**
 * One policy holds what every feature may be told about time and order: a section for each, under the feature's name, so that
 * one hash in the roster statement binds them all. `{"niuniu":"policy v3","cases":{…},…}`.
 */
export const POLICY = "policy v3";

/** The words under which a policy was that of `cases` alone, with the version of its rules. */
const ALONE: Readonly<Record<string, number>> = { "policy v1": 1, "policy v2": 2 };

/**
 * The section of a feature in a policy (JSON), as it stands there: undefined where it has none, or where this is no policy. A
 * policy of the time when there was one feature is the section `cases`.
 */
export function sectionIn(policy: unknown, feature: string): unknown {
  if (typeof policy !== "object" || policy === null) return undefined;
  const { niuniu, ...rest } = policy as Readonly<Record<string, unknown>>;
  if (niuniu === POLICY) return Object.hasOwn(rest, feature) ? rest[feature] : undefined;
  const version = typeof niuniu === "string" && Object.hasOwn(ALONE, niuniu) ? ALONE[niuniu] : undefined;
  return version === undefined || feature !== "cases" ? undefined : { version, ...rest };
}

/** The exact text (UTF-8) of a policy with these sections, as it is hashed into the roster statement: one line of JSON. */
export function policyOf(sections: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ niuniu: POLICY, ...sections })}\n`;
}

/** The calendar (JSON) that an organisation starts with where nobody says where it is. */
export const CALENDAR: unknown = brought;
