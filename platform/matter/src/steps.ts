import type { ClosedEvent, EventFields, MissedEvent, Moving, OwedEvent } from "./entry.ts";
import type { EntryOf, Matter } from "./state.ts";

/** One thing that happened and what the server said followed from it. */
export interface Step<M extends Matter> {
  /** Null when the server moved the matter without an act or a missed date before it: somebody is away or gone. */
  readonly cause: M["act"] | M["event"] | MissedEvent<M["terms"]> | null;
  readonly effect: OwedEvent<M["terms"]> | ClosedEvent | null;
}

type Cause<M extends Matter> = NonNullable<Step<M>["cause"]>;
type Effect<M extends Matter> = NonNullable<Step<M>["effect"]>;

const isEvent = (entry: { readonly niuniu: string; readonly kind: string }, kind: string): entry is EventFields =>
  entry.niuniu === "event v1" && entry.kind === kind;

/** True for the event that somebody owes something from here on. */
const isOwed = <M extends Matter>(entry: EntryOf<M>): entry is OwedEvent<M["terms"]> => isEvent(entry, "owed");
/** True for the event that a date passed. */
export const isMissed = <M extends Matter>(entry: EntryOf<M>): entry is MissedEvent<M["terms"]> =>
  isEvent(entry, "missed");
/** True for the event that a matter ends. */
const isClosed = <M extends Matter>(entry: EntryOf<M>): entry is ClosedEvent => isEvent(entry, "closed");

const afterMiss: readonly string[] = ["missed", "nobody-left"] satisfies readonly Moving[];
const alone: readonly string[] = ["absent", "left"] satisfies readonly Moving[];

/** Reads a chain as steps. Loses nothing: every entry is the cause or the effect of exactly one step. */
export function stepsOf<M extends Matter>(entries: readonly EntryOf<M>[]): readonly Step<M>[] {
  const steps: Step<M>[] = [];
  let cause: Step<M>["cause"] = null;
  for (const entry of entries) {
    if (isOwed<M>(entry) || isClosed<M>(entry)) {
      const fits: boolean = cause !== null && belongs<M>(cause, entry);
      if (cause !== null && !fits) steps.push({ cause, effect: null });
      steps.push({ cause: fits ? cause : null, effect: entry });
      cause = null;
    } else {
      if (cause !== null) steps.push({ cause, effect: null });
      cause = entry;
    }
  }
  return cause === null ? steps : [...steps, { cause, effect: null }];
}

function belongs<M extends Matter>(cause: Cause<M>, effect: Effect<M>): boolean {
  if (isMissed<M>(cause)) return effect.kind === "owed" && afterMiss.includes(effect.why);
  if (effect.kind === "closed") return effect.why !== "left";
  return !(afterMiss.includes(effect.why) || alone.includes(effect.why));
}
