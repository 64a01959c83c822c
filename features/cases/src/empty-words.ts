import { nextOwner } from "@niuniu/owe";
import { emptyWords, ladderOf, standingOf } from "./ladder.ts";
import { emptyWordsMoveOn } from "./rules-version.ts";
import type { CaseState, Message } from "./state.ts";
import type { Setting } from "./terms.ts";
import { sideOf } from "./urgency.ts";

/**
 * Who answers once a message was called no answer (spec/owe.md §6): the first time whoever owes now; the second time somebody of
 * another side than its author; from then on somebody from outside. Of those who are here and wrote none of these messages; null
 * where the duty stays where it is.
 */
export function afterEmptyWord(state: CaseState, message: Message, setting: Setting): string | null {
  const before = emptyWords(state);
  if (!emptyWordsMoveOn(setting) || before.length === 0) return null;
  const authors = [message.by, ...before.map(({ by }) => by)];
  const here = ladderOf(state, state.role, setting).filter(
    (id) => !authors.includes(id) && !setting.absent.includes(id),
  );
  const side = sideOf(message.by, setting.active);
  const others = here.filter((id) => sideOf(id, setting.active) !== side);
  const outside = before.length > 1 ? here.filter((id) => sideOf(id, setting.active) === "outside") : [];
  const eligible = [outside, others, here].find((some) => some.length > 0);
  if (eligible === undefined) return null;
  return nextOwner(eligible, {
    ...standingOf(state, state.role, setting),
    eligible,
    served: state.served[state.role],
  });
}
