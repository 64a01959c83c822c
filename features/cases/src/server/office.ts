import { peopleIn, type Office } from "@niuniu/matter/server";
import { fromBase64 } from "@niuniu/note";
import { Refused } from "@niuniu/wire";
import type { Committee, Rules } from "../terms.ts";

/** The office, where there must be one. Refused "cases/not-open". */
export function opened(office: Office | null): Office {
  if (office === null) throw new Refused("cases/not-open");
  return office;
}

/** The committee as the rules see it. */
export function committeeOf(office: Office, rules: Rules): Committee & Rules {
  return { ...rules, ...peopleIn(office) };
}

/** The signing key of a member in office. Refused "cases/not-a-reader" for anybody else. */
export function keyOf(office: Office, id: string): Uint8Array {
  const member = office.active.find((one) => one.id === id);
  if (member === undefined) throw new Refused("cases/not-a-reader");
  return fromBase64(member.key);
}
