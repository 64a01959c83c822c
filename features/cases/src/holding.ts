import { dayOf, daysBetween, type Day } from "@niuniu/owe";
import type { Rules } from "./clocks.ts";
import type { MissedEvent, OwedEvent } from "./events.ts";
import { greaterPartMisses } from "./rules-version.ts";
import type { CaseState, Holding } from "./state.ts";

/** The holdings once `owner` has it from `since`, as the next holder. Never longer than the duty has days, and one. */
export function handedTo(held: readonly Holding[], { owner: by, date: since }: OwedEvent): readonly Holding[] {
  const [first, ...rest] = held;
  if (first === undefined) return [{ by, since }];
  // Who had it for less than a day had no part of it; only the first is remembered, for whom a tie counts.
  const kept = [first, ...rest.filter((one) => one.since < since)];
  return kept.at(-1)?.by === by ? kept : [...kept, { by, since }];
}

/**
 * Whose miss it is when the date of what is owed has passed: the person's who held the duty for the most days of its life,
 * the first to hold it where two held it alike; `last` held it when the date passed, if that is another.
 */
export function missedBy(
  { obligation, held }: Pick<CaseState, "obligation" | "held">,
  rules: Rules,
): Pick<MissedEvent, "person" | "last"> {
  const last = obligation?.owner ?? "";
  if (obligation === null || !greaterPartMisses(rules)) return { person: last };
  const person = longest(held, dayOf(obligation.due, rules.calendar)) ?? last;
  return person === last ? { person } : { person, last };
}

function longest(held: readonly Holding[], until: Day): string | undefined {
  const days = new Map<string, number>();
  for (const [at, { by, since }] of held.entries()) {
    days.set(by, (days.get(by) ?? 0) + daysBetween(since, held[at + 1]?.since ?? until));
  }
  const most = Math.max(...days.values());
  return [...days].find(([, count]) => count === most)?.[0];
}
