import type { NowClosed } from "@niuniu/matter";
import { dayOf, startOf, type Instant } from "@niuniu/owe";
import { until } from "./clocks.ts";
import { ladderOf } from "./ladder.ts";
import { secondIsTold } from "./rules-version.ts";
import type { CaseState, Message } from "./state.ts";
import type { Rules, Setting } from "./terms.ts";

/** So long an answer has lain before it has stood. */
export const STOOD = { workingDays: 1 } as const;

/**
 * True once an answer, or the message of a stage, has stood: it settled what was owed, its reporter has not said that it is none,
 * and a whole working day lies between it and the day of `now`. What is written a minute before the end, or beside an
 * outcome that is owed, gives nobody time to say anything to it.
 */
export function hasStood({ messages }: Pick<CaseState, "messages">, now: Instant, rules: Rules): boolean {
  const today = startOf(dayOf(now, rules.calendar), rules.calendar);
  const stands = ({ kind, settledOn, contested }: Message): boolean =>
    (kind === "answer" || kind === "stage") &&
    settledOn !== undefined &&
    !contested &&
    until(startOf(settledOn, rules.calendar), STOOD, rules) < today;
  return messages.some(stands);
}

/**
 * Who is told that `by` ends a case before any answer has stood: the first on the ladder of decisions who is here and is
 * another. So it is never one person alone who knows. Nothing where an answer had stood; nobody where nobody else can read it.
 */
export function toldBy(
  state: CaseState,
  by: string,
  now: Instant,
  setting: Setting,
): Pick<NowClosed, "told" | "skipped"> {
  if (!secondIsTold(setting) || hasStood(state, now, setting)) return {};
  const ladder = ladderOf(state, "decision", setting).filter((id) => id !== by);
  const at = ladder.findIndex((id) => !setting.absent.includes(id));
  const told = ladder[at];
  return told === undefined ? { skipped: ladder } : { told, skipped: ladder.slice(0, at) };
}
