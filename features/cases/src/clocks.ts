import { closingOf, dueAt, type Instant, type Span } from "@niuniu/owe";
import type { OwedAct } from "./events.ts";
import type { Clocks } from "./policy.ts";
import type { CaseState } from "./state.ts";
import type { Duty, Rules } from "./terms.ts";

/** The clocks of this case's class. */
export function clocksOf(state: Pick<CaseState, "class">, { policy }: Rules): Clocks {
  return policy.classes[state.class];
}

/** The end of `span` from `now` in the calendar of the case. */
export function until(now: Instant, span: Span, { calendar }: Rules): Instant {
  return dueAt(now, span, calendar);
}

/** Closing time of the day the written outcome is owed by. */
export function outcomeDue(state: Pick<CaseState, "outcomeBy">, { calendar }: Rules): Instant {
  return closingOf(state.outcomeBy, calendar);
}

/** What is owed once the reporter has been answered: the next update, or the outcome where that comes first. */
export function afterAnswer(state: CaseState, now: Instant, rules: Rules): Duty {
  const clocks = clocksOf(state, rules);
  return capped(state, { act: "update", due: until(now, clocks.update, rules) }, now, {
    ...rules,
    late: until(now, clocks.afterMiss, rules),
  });
}

/** What the next owner owes after a miss: the same act with a new date, or the outcome where its day comes first. */
export function afterMiss(state: CaseState, act: OwedAct, now: Instant, rules: Rules): Duty {
  const due = until(now, clocksOf(state, rules).afterMiss, rules);
  return capped(state, { act, due }, now, { ...rules, late: due });
}

/** A duty that began with a complaint: not later than the day of the outcome, which is then owed instead. */
export function notAfterOutcome(state: CaseState, duty: Duty, now: Instant, rules: Rules): Duty {
  return capped(state, duty, now, { ...rules, late: duty.due });
}

/** No update or answer is promised for later than the outcome. `late` is the date when even that day has passed. */
function capped(state: CaseState, duty: Duty, now: Instant, rules: Rules & { readonly late: Instant }): Duty {
  const latest = outcomeDue(state, rules);
  if (duty.due < latest) return duty;
  return { act: "outcome", due: latest > now ? latest : rules.late };
}
