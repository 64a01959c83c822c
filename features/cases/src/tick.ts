import { dayOf, escalate, type Instant } from "@niuniu/owe";
import { append, type Decision } from "./append.ts";
import { afterMiss, clocksOf, type Rules } from "./clocks.ts";
import { toSay, type NowClosed, type NowOwed, type Setting } from "./consequence.ts";
import type { MissedEvent, Said } from "./events.ts";
import { missedBy } from "./holding.ts";
import { chooseOwner, ladderOf, standingOf, type Committee } from "./ladder.ts";
import { whenNobodyReads } from "./leaving.ts";
import { continued } from "./member-acts.ts";
import type { CaseState } from "./state.ts";

/** What a passing of time is judged by: no act, so no count of unread reports either. */
export type Watch = Rules & Committee;

/**
 * Acts on a missed date (spec/owe.md §5): says who missed what, and moves the case to the next eligible person with a date after `now`.
 * Null when nothing is owed or the date has not come. Never leaves an open case without an owner, an act and a date.
 */
export function tick(state: CaseState, now: Instant, watch: Watch): Decision | null {
  const owed = state.obligation;
  if (owed === null || owed.due > now) return null;
  const setting = asSetting(watch);
  const { person, ...last } = missedBy(state, watch);
  const missed: Said<MissedEvent> = {
    ...{ kind: "missed", person, act: continued(state, owed, "missed", {}).act },
    due: dayOf(owed.due, watch.calendar),
    ...last,
  };
  const next = whenMissed(state, now, watch);
  return next === null ? null : append(state, [{ said: missed }, toSay(state, next, setting)], now, watch);
}

/** What follows when the date of what is owed has passed. Null for a closed case. */
export function whenMissed(state: CaseState, now: Instant, watch: Watch): NowOwed | null {
  if (state.obligation === null) return null;
  // The roster may have changed since the duty began: the ladder of today counts.
  const owed = {
    ...state.obligation,
    ladder: ladderOf(state, state.role, watch),
    due: Math.min(state.obligation.due, now),
  };
  const { calendar } = watch;
  const patience = { calendar, afterMiss: () => clocksOf(state, watch).afterMiss };
  const { told } = escalate([owed], patience, now, () => standingOf(state, state.role, watch));
  const moved = told.find((one) => one.kind === "owed");
  if (moved === undefined) return null;
  const { act } = continued(state, owed, "missed", {});
  const why = moved.stranded ? "nobody-left" : "missed";
  return { kind: "owed", why, role: state.role, owner: moved.owner, ...afterMiss(state, act, now, watch) };
}

/**
 * Moves an open case whose owner is away or can no longer read it or left the committee, same act, same date; ends one that nobody in office
 * can read. Null when the owner can stay, when nobody here could take over, or when the date has passed (then `tick` moves it). Call after
 * an absence or a change of the roster.
 */
export function reassign(state: CaseState, now: Instant, watch: Watch): Decision | null {
  if (state.obligation === null || state.obligation.due <= now) return null;
  const next = whenGone(state, now, watch);
  return next === null ? null : append(state, [toSay(state, next, asSetting(watch))], now, watch);
}

/** What follows when the owner is away or gone. Null when the owner stays. */
export function whenGone(state: CaseState, now: Instant, watch: Watch): NowOwed | NowClosed | null {
  const owed = state.obligation;
  if (owed === null) return null;
  const end = whenNobodyReads(state, now, watch);
  if (end !== null) return end;
  const ladder = ladderOf(state, state.role, watch);
  const left = !ladder.includes(owed.owner);
  const away = watch.absent.includes(owed.owner);
  const anyoneElse = ladder.some((id) => id !== owed.owner && (left || !watch.absent.includes(id)));
  if (!(left || away) || !anyoneElse) return null;
  return continued(state, owed, left ? "left" : "absent", { owner: chooseOwner(state, state.role, watch) });
}

/** Who it goes to if the date is missed and nothing else changes; null for a closed case. */
export function nextInLine(state: CaseState, watch: Watch): string | null {
  return state.obligation === null ? null : (whenMissed(state, state.obligation.due, watch)?.owner ?? null);
}

function asSetting(watch: Watch): Setting {
  return { ...watch, struck: [], unread: 0 };
}
