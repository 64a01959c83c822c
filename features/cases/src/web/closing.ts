import { endedUnopened, endingOf } from "../cannot-open.ts";
import type { ClosedEvent, Entry } from "../events.ts";
import type { CaseState } from "../state.ts";

/** Whether what ended a case can still be contested: yes, not any more, or it was once and that is all. */
export type Window = "open" | "over" | "used";

/** How a case is closed now. Reading an outcome gives its end another date: only the last word on it holds. */
export interface Closing {
  /** The `closed` event that holds. */
  readonly number: number;
  readonly window: Window;
  /** Nobody could open the report, so there is no outcome. */
  readonly unopened: boolean;
}

type Ended = Pick<CaseState, "contestUntil" | "cannotOpen" | "left" | "messages" | "obligation">;

/** Whether the end of this closed case can be contested on the day `today`, by the rules; null for an open case. */
export function windowOf(state: Ended, today: string): Window | null {
  const { contestUntil, cannotOpen = [] } = state;
  const last = endingOf(state);
  if (contestUntil === null || last === null || state.obligation !== null) return null;
  const twice = endedUnopened(state) && cannotOpen.some(({ contested }) => contested);
  if (last.contested || twice) return "used";
  return today > contestUntil ? "over" : "open";
}

/** How the case is closed on the day `today`; null while it is open, or where its record cannot be followed. */
export function closingOf(entries: readonly Entry[], state: Ended | null, today: string): Closing | null {
  const window = state === null ? null : windowOf(state, today);
  const last = entries.findLast(({ kind }) => kind === "closed");
  if (state === null || window === null || last === undefined) return null;
  return { number: last.number, window, unopened: endedUnopened(state) };
}

/**
 * Which words a `closed` event has beside those that hold: null where it says nothing any more. `before` was undone or
 * dated anew since, and is told only for the second person who heard of it; that no reader was left
 * stays true of its day.
 */
export function saidOfClosed(
  entry: ClosedEvent,
  closing: Closing | null,
): "closed" | "closed-left" | "closed-unopened" | "closed-over" | "closed-used" | "closed-before" | null {
  if (entry.why === "left") return "closed-left";
  if (closing?.number !== entry.number) return entry.told === undefined ? null : "closed-before";
  if (closing.window !== "open") return `closed-${closing.window}`;
  return closing.unopened ? "closed-unopened" : "closed";
}
