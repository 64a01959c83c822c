import { closingOf, dayOf, dueAt, startOf, type Instant, type Span } from "@niuniu/owe";
import type { OwedAct } from "./events.ts";
import type { Clocks, Silence } from "./policy.ts";
import { silenceIsBounded } from "./rules-version.ts";
import type { CaseState } from "./state.ts";
import type { Duty, Rules } from "./terms.ts";

/** The clocks of this case's class. */
export function clocksOf(state: Pick<CaseState, "class">, { policy }: Rules): Clocks {
  // A class that the policy does not have was refused when the case began.
  return policy.classes[state.class] ?? policy.classes.crisis;
}

/** The end of `span` from `now` in the calendar of the case. */
export function until(now: Instant, span: Span, { calendar }: Rules): Instant {
  return dueAt(now, span, calendar);
}

/** Closing time of the day the written outcome is owed by. */
export function outcomeDue(state: Pick<CaseState, "outcomeBy">, { calendar }: Rules): Instant {
  return closingOf(state.outcomeBy, calendar);
}

/** The longest silence, as the policy names it; none under the versions of the rules before the sixth. */
export const silenceIn = (rules: Rules): Silence | undefined =>
  silenceIsBounded(rules) ? rules.policy.silence : undefined;

/**
 * The latest moment by which the next word to the reporter has to be due, counted from the last one that they have not said to be
 * none, or from the report or contest. None under the versions of the rules before the sixth.
 */
export function wordDue({ messages, askedOn }: Pick<CaseState, "messages" | "askedOn">, rules: Rules): Instant {
  const silence = silenceIn(rules);
  if (silence === undefined || askedOn === undefined) return Infinity;
  const words = messages.flatMap(({ contested, settledOn }) =>
    contested || settledOn === undefined ? [] : [settledOn],
  );
  const last = [askedOn, ...words].toSorted().at(-1) ?? askedOn;
  return until(startOf(last, rules.calendar), silence.word, rules);
}

/** A date for the next word, by a duty that begins now: within the longest silence. */
export function nextWord(now: Instant, span: Span, rules: Rules): Instant {
  const silence = silenceIn(rules);
  const due = until(now, span, rules);
  return silence === undefined
    ? due
    : Math.min(due, until(startOf(dayOf(now, rules.calendar), rules.calendar), silence.word, rules));
}

/** What is owed once the reporter has been answered: the next update, or the outcome where that comes first. */
export function afterAnswer(state: CaseState, now: Instant, rules: Rules): Duty {
  const clocks = clocksOf(state, rules);
  return capped(state, { act: "update", due: nextWord(now, clocks.update, rules) }, now, {
    ...rules,
    late: until(now, clocks.afterMiss, rules),
  });
}

/** What the next owner owes after a miss: the same act with a new date, or the outcome where its day comes first. */
export function afterMiss(state: CaseState, act: OwedAct, now: Instant, rules: Rules): Duty {
  const due = until(now, clocksOf(state, rules).afterMiss, rules);
  // An outcome that is written waits for a signature, on whatever day.
  if (act === "second") return { act, due };
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
