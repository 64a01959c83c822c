import type { Act, ClosedEvent, Entry, MissedEvent, OwedEvent, SealedEvent, Why } from "./events.ts";

/** One thing that happened and what the server said followed from it. */
export interface Step {
  /** Null when the server moved the case without an act or a missed date before it: somebody is away or gone. */
  readonly cause: Act | SealedEvent | MissedEvent | null;
  readonly effect: OwedEvent | ClosedEvent | null;
}

const afterMiss: readonly Why[] = ["missed", "nobody-left"];
const alone: readonly Why[] = ["absent", "left"];

/** Reads a chain as steps. Loses nothing: every entry is the cause or the effect of exactly one step. */
export function stepsOf(entries: readonly Entry[]): readonly Step[] {
  const steps: Step[] = [];
  let cause: Step["cause"] = null;
  for (const entry of entries) {
    if (entry.kind === "owed" || entry.kind === "closed") {
      const fits = cause !== null && belongs(cause, entry);
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

function belongs(cause: NonNullable<Step["cause"]>, effect: OwedEvent | ClosedEvent): boolean {
  if (cause.kind === "missed") return effect.kind === "owed" && afterMiss.includes(effect.why);
  if (effect.kind === "closed") return effect.why !== "left";
  return !(afterMiss.includes(effect.why) || alone.includes(effect.why));
}
