import type { NowClosed } from "@niuniu/matter";
import { dayOf, startOf, type Instant } from "@niuniu/owe";
import { triedBy } from "./cannot-open.ts";
import { clocksOf, until } from "./clocks.ts";
import { isEnough, ladderOf } from "./ladder.ts";
import type { CaseState } from "./state.ts";
import type { Committee, Rules } from "./terms.ts";

/**
 * True when an open case would be left with fewer than two readers and no outside member, were the committee `next`: the
 * members who would remain, and those who would be away, `leaving` those who are there now. Such a removal or absence must be
 * refused. Who has signed that they cannot open the report does not count, neither when they stay nor when they go, and who
 * was let in by another reader counts once they have opened it; and a
 * case that its readers have let lie holds none of them. So nobody is held in office for good by what a stranger wrote.
 */
export function wouldStrand(
  state: CaseState,
  next: Pick<Committee, "active" | "absent">,
  { leaving, now, rules }: { readonly leaving: readonly string[]; readonly now: Instant; readonly rules: Rules },
): boolean {
  if (state.obligation === null || isAbandoned(state, now, rules)) return false;
  const tried = triedBy(state);
  const unproven = state.unproven ?? [];
  const able = (id: string): boolean => state.readers.includes(id) && !tried.includes(id) && !unproven.includes(id);
  const left = next.active.filter(({ id }) => able(id) && !next.absent.includes(id));
  return (tried.length === 0 || leaving.some(able)) && !isEnough(left);
}

/**
 * True once the outcome is late, which is public, and since its day nobody has written to the reporter for as long as a review
 * may take. One message, by any reader, and they are needed again: whoever works on a case cannot be taken from it.
 */
function isAbandoned(state: CaseState, now: Instant, rules: Rules): boolean {
  if (state.late !== "outcome") return false;
  const { wrote = state.outcomeBy, outcomeBy } = state;
  const since = startOf(wrote > outcomeBy ? wrote : outcomeBy, rules.calendar);
  return until(since, clocksOf(state, rules).review, rules) < now;
}

/**
 * What follows when nobody who holds a wrap is in office any more: the case ends, by the committee's own statements and nobody's
 * word. Its reporter is told that nobody can read it; it stays overdue where it was; a reader who comes back takes it up.
 * Null while somebody is in office.
 */
export function whenNobodyReads(state: CaseState, now: Instant, watch: Rules & Committee): NowClosed | null {
  if (state.obligation === null || ladderOf(state, state.role, watch).length > 0) return null;
  const end = until(now, watch.policy.contest.otherwise, watch);
  return { kind: "closed", why: "left", contestUntil: dayOf(end, watch.calendar) };
}
