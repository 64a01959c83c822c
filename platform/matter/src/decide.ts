import { addDays, dayOf, type Instant } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { append, type Decision } from "./append.ts";
import { toSay } from "./say.ts";
import type { Kind } from "./kind.ts";
import type { Setting } from "./rules.ts";
import type { Matter, StateOf } from "./state.ts";

/** What deciding needs to know; `head` is that of the chain, hex, or NO_HEAD for what does not exist yet. */
type Deciding<M extends Matter> = Setting<M["policy"]> & { readonly head: string; readonly now: Instant };

/**
 * Decides a signed act (spec/owe.md §6). Promises: the act and the events, folded into the state, give exactly `state`; an open matter stays
 * with one owner, one act and one date after `now`. Trusts the caller for the signature, for `now` and for `head`. Call `tick` first when a
 * date has passed. Throws Refused, of what is said under {@link Kind.feature} or by the rules of the kind.
 */
export function decide<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M> | null,
  act: M["act"],
  setting: Deciding<M>,
): Decision<M> {
  refuseMisplaced(kind, state, act, setting);
  const consequence = kind.judge(state, act, setting.now, setting);
  const after = kind.fold(state, act, setting);
  return append(kind, after, consequence === null ? [] : [toSay(kind, after, consequence, setting)], setting);
}

/**
 * Begins a matter by what its server says first: what happened outside, and nobody of those who act on it signed. The events
 * begin with `first`. Throws Refused by the rules of the kind.
 */
export function begin<M extends Matter>(
  kind: Kind<M>,
  first: M["event"],
  setting: Setting<M["policy"]> & { readonly now: Instant },
): Decision<M> {
  return hear(kind, null, first, setting);
}

/** The same of a matter that has begun: its server says what happened outside. Call `tick` first when a date has passed. */
export function hear<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M> | null,
  event: M["event"],
  setting: Setting<M["policy"]> & { readonly now: Instant },
): Decision<M> {
  const consequence = kind.judge(state, event, setting.now, setting);
  const after = kind.fold(state, event, setting);
  const sayings = consequence === null ? [] : [toSay(kind, after, consequence, setting)];
  const decision = append(kind, after, sayings, setting);
  return { ...decision, events: [event, ...decision.events] };
}

function refuseMisplaced<M extends Matter>(
  { feature }: Kind<M>,
  state: StateOf<M> | null,
  act: M["act"],
  { head, calendar, now }: Deciding<M>,
): void {
  if (state !== null && act.case !== state.case) throw new Refused(`${feature}/wrong-case`);
  if (state !== null && state.obligation !== null && state.obligation.due <= now)
    throw new Refused(`${feature}/date-passed`);
  const place = (state?.entries ?? 0) + 1;
  if (act.number !== place || act.previous !== head) throw new Refused(`${feature}/stale-head`);
  const today = dayOf(now, calendar);
  // A day either way: the author's clock and zone are the author's.
  if (act.date < addDays(today, -1) || act.date > addDays(today, 1)) throw new Refused(`${feature}/wrong-date`);
}
