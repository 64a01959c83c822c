import { dayOf } from "@niuniu/owe";
import { memberOf } from "@niuniu/roster";
import { language } from "@niuniu/ui";
import { ReadyBeneath, type KnownWords } from "@niuniu/ui/area";
import type { JSX, RefObject } from "preact";
import { afterWords } from "./choices.ts";
import type { Desk } from "./desk.ts";
import type { OpenedCase } from "./open-case.ts";

/** What a text goes into, as far as it moves the date of the next word. */
export type Into = "answer" | "assessed" | "investigated" | "note" | "other";

/** What the rules, as this browser runs them, and the signed record know of a case; null what they do not. */
function knownOf(desk: Desk, opened: OpenedCase, into: Into): KnownWords {
  const owed = into === "note" ? opened.state?.obligation : into === "other" ? null : afterWords(desk, opened, into);
  return {
    next: owed === null || owed === undefined ? null : dayOf(owed.due, opened.rules.calendar),
    name: memberOf(desk.roster, desk.me)?.name ?? null,
    begun: opened.entries[0]?.entry.date ?? null,
  };
}

/** The words that are kept ready, beneath a text of this case: in the reporter's language first; among members, in one's own. */
export const readyFor =
  (desk: Desk, opened: OpenedCase, into: Into) =>
  (area: RefObject<HTMLTextAreaElement | null>): JSX.Element => (
    <ReadyBeneath
      first={into === "note" ? language() : (opened.report?.language ?? language())}
      known={() => knownOf(desk, opened, into)}
      area={area}
    />
  );
