import { dayOf, type Instant } from "@niuniu/owe";
import type { EventFields, Said } from "./entry.ts";
import type { Kind } from "./kind.ts";
import type { Given } from "./rules.ts";
import type { EventOf, Matter, Owing, StateOf } from "./state.ts";

/** What was decided: the events to append, and the state and obligation from there on. */
export interface Decision<M extends Matter> {
  readonly events: readonly EventOf<M>[];
  readonly state: StateOf<M>;
  /** The same as `state.obligation`. Null: nothing is owed, the matter is closed. */
  readonly obligation: Owing<M["terms"]> | null;
}

/** Gives each saying its place and today's day, and folds it in. */
export function append<M extends Matter>(
  kind: Kind<M>,
  before: StateOf<M>,
  sayings: readonly { readonly said: Said<EventFields>; readonly due?: Instant }[],
  { now, ...given }: Given<M["policy"]> & { readonly now: Instant },
): Decision<M> {
  const date = dayOf(now, given.calendar);
  const events: EventOf<M>[] = [];
  let state = before;
  for (const { said, due } of sayings) {
    const event = eventAfter<M>(state, said, date);
    events.push(event);
    state = kind.fold(state, event, due === undefined ? given : { ...given, due });
  }
  return { events, state, obligation: state.obligation };
}

/** Key order is part of the text that is hashed: the shared fields first, then what this kind of event says. */
export function eventAfter<M extends Matter>(
  state: StateOf<M>,
  { kind, ...rest }: Said<EventFields>,
  date: string,
): EventOf<M> {
  return { niuniu: "event v1", case: state.case, number: state.entries + 1, kind, date, ...rest } as EventOf<M>;
}
