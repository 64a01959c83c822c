import { openOffice, peopleIn, type Office } from "@niuniu/matter/server";
import type { Committee, Rules } from "../terms.ts";

/** The office, where there must be one. Refused "cases/not-open". */
export function opened(office: Office | null): Office {
  return openOffice(office, "cases");
}

/** The committee as the rules see it. */
export function committeeOf(office: Office, rules: Rules): Committee & Rules {
  return { ...rules, ...peopleIn(office) };
}
