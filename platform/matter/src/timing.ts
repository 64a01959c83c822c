import { addDays, dayOf, type Day } from "@niuniu/owe";
import type { Difference } from "./differences.ts";
import type { ActFields, EventFields, MissedEvent } from "./entry.ts";
import type { Kind } from "./kind.ts";
import type { Rules } from "./rules.ts";
import type { Matter, MatterState, StateOf } from "./state.ts";
import { isMissed, type Step } from "./steps.ts";

type Entry = ActFields | EventFields;
/** A step as far as days are concerned. */
type Dated = { readonly cause: Entry | null; readonly effect: Entry | null };

/** The day a step happened on: the server's where it said something, else the author's. */
export function dayOfStep({ cause, effect }: Dated, state: MatterState | null): Day {
  return effect?.date ?? cause?.date ?? state?.day ?? "2000-01-01";
}

/**
 * The days on which a step may have happened. Where the server said nothing of an act its author's clock alone tells, which may
 * be a day off, or a minute before midnight: but it was not before the day of what stands before it.
 */
export function daysOfStep(step: Dated, state: MatterState | null): readonly Day[] {
  const day = dayOfStep(step, state);
  if (step.cause === null || step.effect !== null || isEvent(step.cause)) return [day];
  return [addDays(day, -1), day, addDays(day, 1)].filter((one) => one === day || one >= (state?.day ?? day));
}

const isEvent = ({ niuniu }: Entry): boolean => niuniu === "event v1";

/** Entries that belong to another matter or do not stand in their place. */
export function misplaced(entries: readonly Entry[]): readonly Difference<never>[] {
  return entries.flatMap((entry, index): readonly Difference<never>[] => {
    const number = index + 1;
    if (entry.case !== entries[0]?.case) return [{ code: "other-case", number }];
    return entry.number === number ? [] : [{ code: "broken-numbering", number, found: entry.number }];
  });
}

/** What is wrong with when a step happened: days that run backwards, and dates that passed in silence. */
export function timingOf<M extends Matter>(
  kind: Kind<M>,
  step: Step<M>,
  state: StateOf<M> | null,
  rules: Rules<M["policy"]>,
): readonly Difference<M["terms"]>[] {
  const owedDay = state?.obligation == null ? null : dayOf(state.obligation.due, rules.calendar);
  const { cause } = step;
  if (cause !== null && isMissed<M>(cause)) return [...clockOf(step, state), ...missOf(kind, cause, state, rules)];
  return [...clockOf(step, state), ...silence(step, state, owedDay)];
}

function clockOf({ cause, effect }: Dated, state: MatterState | null): readonly Difference<never>[] {
  const last = state?.day ?? "0000-01-01";
  const apart = cause !== null && effect !== null && isApart(effect.date, cause.date);
  return [...backwards(cause, last), ...(apart ? [wrongClock(effect)] : backwards(effect, last))];
}

function backwards(entry: Entry | null, last: Day): readonly Difference<never>[] {
  if (entry === null || entry.date >= last) return [];
  // People's clocks may be a day off; the server's own days only go forward.
  return entry.niuniu === "act v1" && !isApart(entry.date, last) ? [] : [wrongClock(entry)];
}

function wrongClock({ number, date }: Entry): Difference<never> {
  return { code: "wrong-clock", number, found: date };
}

function isApart(one: Day, other: Day): boolean {
  return one < addDays(other, -1) || one > addDays(other, 1);
}

/** Nothing may happen after a date has passed before the server has said that it passed. */
function silence(step: Dated, state: MatterState | null, owedDay: Day | null): readonly Difference<never>[] {
  if (state === null || owedDay === null) return [];
  const latest = step.effect === null ? addDays(owedDay, 1) : owedDay;
  const number = (step.cause ?? step.effect)?.number ?? state.entries;
  return dayOfStep(step, state) > latest ? [{ code: "missing-event", number, expected: "missed" }] : [];
}

function missOf<M extends Matter>(
  kind: Kind<M>,
  cause: MissedEvent<M["terms"]>,
  state: StateOf<M> | null,
  rules: Rules<M["policy"]>,
): readonly Difference<M["terms"]>[] {
  const { number, date } = cause;
  const owed = state?.obligation ?? null;
  if (state === null || owed === null) return [{ code: "unknown-event", number }];
  const owedDay = dayOf(owed.due, rules.calendar);
  const { person, last } = kind.missedBy(state, rules);
  const whose = cause.person === person && cause.last === last;
  const wrong = !whose || cause.act !== owed.act || cause.due !== owedDay;
  const miss: readonly Difference<never>[] = wrong ? [{ code: "wrong-miss", number }] : [];
  if (date < owedDay) return [...miss, { code: "moved-early", number, due: owedDay, found: date }];
  // A date a minute before midnight is acted on the next day; more than that is late.
  if (date > addDays(owedDay, 1)) return [...miss, { code: "moved-late", number, due: owedDay, found: date }];
  return miss;
}
