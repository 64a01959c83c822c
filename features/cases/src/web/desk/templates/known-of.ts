import { dayOf } from "@niuniu/owe";
import { memberOf } from "@niuniu/roster";
import { afterWords } from "../choices.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Known } from "./fill-in.ts";

/** What a text goes into, as far as it moves the date of the next word. */
export type Into = "answer" | "assessed" | "investigated" | "note" | "other";

/** What the rules, as this browser runs them, and the signed record know of a case; null what they do not. */
export function knownOf(desk: Desk, opened: OpenedCase, into: Into): Known {
  const owed = into === "note" ? opened.state?.obligation : into === "other" ? null : afterWords(desk, opened, into);
  const next = owed === null || owed === undefined ? null : dayOf(owed.due, opened.rules.calendar);
  return {
    next,
    // Only whoever writes knows that.
    why: null,
    name: memberOf(desk.roster, desk.me)?.name ?? null,
    report: opened.entries[0]?.entry.date ?? null,
  };
}
