import { dayOf, type Instant, type Obligation } from "@niuniu/owe";
import { apply, type Given } from "./apply.ts";
import type { Said, ServerEvent } from "./events.ts";
import type { CaseState } from "./state.ts";

/** What was decided: the events to append, and the state and obligation from there on. */
export interface Decision {
  readonly events: readonly ServerEvent[];
  readonly state: CaseState;
  /** The same as `state.obligation`. Null: nothing is owed, the case is closed. */
  readonly obligation: Obligation | null;
}

/** Gives each saying its place and today's day, and folds it in. */
export function append(
  before: CaseState,
  sayings: readonly { readonly said: Said; readonly due?: Instant }[],
  now: Instant,
  given: Given,
): Decision {
  const date = dayOf(now, given.calendar);
  const events: ServerEvent[] = [];
  let state = before;
  for (const { said, due } of sayings) {
    const event = write(state, said, date);
    events.push(event);
    state = apply(state, event, due === undefined ? given : { ...given, due });
  }
  return { events, state, obligation: state.obligation };
}

/** Key order is part of the text that is hashed: the shared fields first, then what this kind says. */
function write(state: CaseState, { kind, ...rest }: Said, date: string): ServerEvent {
  return { niuniu: "event v1", case: state.case, number: state.entries + 1, kind, date, ...rest } as ServerEvent;
}
