import { dayOf, escalate, nextOwner, type Instant } from "@niuniu/owe";
import { append, type Decision } from "./append.ts";
import { continued, type NowClosed, type NowOwed } from "./consequence.ts";
import { toSay } from "./say.ts";
import type { MissedEvent, Said } from "./entry.ts";
import type { Kind } from "./kind.ts";
import type { Watch } from "./rules.ts";
import type { Matter, StateOf } from "./state.ts";

/**
 * Acts on a missed date (spec/owe.md §5): says who missed what, and moves the matter to the next eligible person with a date after `now`.
 * Null when nothing is owed or the date has not come. Never leaves an open matter without an owner, an act and a date.
 */
export function tick<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M>,
  now: Instant,
  watch: Watch<M["policy"]>,
): Decision<M> | null {
  const owed = state.obligation;
  if (owed === null || owed.due > now) return null;
  const { person, ...last } = kind.missedBy(state, watch);
  const due = dayOf(owed.due, watch.calendar);
  const missed: Said<MissedEvent> = { kind: "missed", person, act: owed.act, due, ...last };
  const next = whenMissed(kind, state, now, watch);
  return next === null
    ? null
    : append(kind, state, [{ said: missed }, toSay(kind, state, next, watch)], { ...watch, now });
}

/** What follows when the date of what is owed has passed. Null for a closed matter. */
export function whenMissed<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M>,
  now: Instant,
  watch: Watch<M["policy"]>,
): NowOwed<M["terms"]> | null {
  if (state.obligation === null) return null;
  const { role } = state;
  // The roster may have changed since the duty began: the ladder of today counts.
  const owed = {
    ...state.obligation,
    ladder: kind.ladder(state, role, watch),
    due: Math.min(state.obligation.due, now),
  };
  const patience = { calendar: watch.calendar, afterMiss: () => kind.patience(state, watch) };
  const { told } = escalate([owed], patience, now, () => kind.standing(state, role, watch));
  const moved = told.find((one) => one.kind === "owed");
  if (moved === undefined) return null;
  const why = moved.stranded ? "nobody-left" : "missed";
  return { kind: "owed", why, role, owner: moved.owner, ...kind.afterMiss(state, owed.act, now, watch) };
}

/**
 * Moves an open matter whose owner is away or can no longer own it or left, same act, same date; ends one that nobody in office
 * can own. Null when the owner can stay, when nobody here could take over, or when the date has passed (then `tick` moves it). Call after
 * an absence or a change of the roster.
 */
export function reassign<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M>,
  now: Instant,
  watch: Watch<M["policy"]>,
): Decision<M> | null {
  if (state.obligation === null || state.obligation.due <= now) return null;
  const next = whenGone(kind, state, now, watch);
  return next === null ? null : append(kind, state, [toSay(kind, state, next, watch)], { ...watch, now });
}

/** What follows when the owner is away or gone. Null when the owner stays. */
export function whenGone<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M>,
  now: Instant,
  watch: Watch<M["policy"]>,
): NowOwed<M["terms"]> | NowClosed | null {
  const owed = state.obligation;
  if (owed === null) return null;
  const end = kind.deserted(state, now, watch);
  if (end !== null) return end;
  const ladder = kind.ladder(state, state.role, watch);
  const left = !ladder.includes(owed.owner);
  const away = watch.absent.includes(owed.owner);
  const anyoneElse = ladder.some((id) => id !== owed.owner && (left || !watch.absent.includes(id)));
  if (!(left || away) || !anyoneElse) return null;
  const standing = kind.standing(state, state.role, watch);
  const owner = nextOwner(standing.eligible, { ...standing, served: owed.served });
  return continued<M["terms"]>(owed, left ? "left" : "absent", { owner });
}

/** Who it goes to if the date is missed and nothing else changes; null for a closed matter. */
export function nextInLine<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M>,
  watch: Watch<M["policy"]>,
): string | null {
  return state.obligation === null ? null : (whenMissed(kind, state, state.obligation.due, watch)?.owner ?? null);
}
