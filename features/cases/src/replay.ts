import { dayOf, endOf, startOf, type Day, type Instant } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { apply } from "./apply.ts";
import { compare } from "./compare.ts";
import type { Consequence, Setting } from "./consequence.ts";
import { judge } from "./decide.ts";
import type { Difference } from "./differences.ts";
import type { Entry } from "./events.ts";
import { whenSubmitted } from "./reporter-acts.ts";
import type { CaseState } from "./state.ts";
import { stepsOf, type Step } from "./steps.ts";
import { whenGone, whenMissed } from "./tick.ts";
import { dayOfStep, misplaced, timingOf } from "./timing.ts";
import type { Expected, Witness } from "./witness.ts";

/**
 * Reruns a whole chain under the rules. Trusts the caller that every act bears a good signature and that the entries are those of the chain
 * head; trusts the server for nothing. Days in entries leave a day of doubt about each moment, so each step is run at the edges of its day
 * and of the day its duty was due, and only what none of them explains is a difference.
 */
export function replay(
  entries: readonly Entry[],
  witness: Witness,
): { readonly state: CaseState | null; readonly differences: readonly Difference[] } {
  const [first] = entries;
  if (first === undefined) return { state: null, differences: [] };
  if (first.kind !== "report" && first.kind !== "sealed") {
    return { state: null, differences: [{ code: "unknown-event", number: first.number }] };
  }
  const differences = [...misplaced(entries)];
  let state: CaseState | null = null;
  for (const step of stepsOf(entries)) {
    const day = dayOfStep(step, state);
    differences.push(...timingOf(step, state, witness));
    differences.push(...compare(step, state, whatFollows(step, state, day, witness), witness));
    state = fold(state, step, day, witness);
  }
  return { state: withClaim(state, witness), differences };
}

function whatFollows(step: Step, state: CaseState | null, day: Day, witness: Witness): Expected {
  const { calendar } = witness;
  const owedDay = state?.obligation == null ? null : dayOf(state.obligation.due, calendar);
  const edges = [startOf, endOf];
  const runs = edges.flatMap((edge) =>
    edges.map((dueEdge) => {
      const now = edge(day, calendar);
      const due = owedDay === null ? now : dueEdge(owedDay, calendar);
      return attempt(() => consequenceOf(step, withDue(state, due), now, settingOf(step, now, witness)));
    }),
  );
  const consequences = runs.flatMap((run) => ("consequence" in run ? [run.consequence] : []));
  const refusal = runs.find((run) => "refusal" in run);
  return consequences.length === 0 && refusal !== undefined && "refusal" in refusal ? refusal : { consequences };
}

function consequenceOf({ cause }: Step, state: CaseState | null, now: Instant, setting: Setting): Consequence {
  if (cause === null) return state === null ? null : whenGone(state, now, setting);
  if (cause.kind === "sealed") return state === null ? whenSubmitted(cause, now, setting) : null;
  if (cause.kind === "missed") return state === null ? null : whenMissed(state, now, setting);
  return judge(state, cause, now, setting);
}

function settingOf({ effect }: Step, now: Instant, witness: Witness): Setting {
  const owed = effect?.kind === "owed" ? effect : null;
  return {
    policy: witness.policy,
    calendar: witness.calendar,
    active: witness.membersAt(now),
    absent: effect?.skipped ?? [],
    struck: witness.struck,
    // How many were unread only the server can know; that it said so stands in the reason.
    unread: owed?.why === "waiting" ? witness.policy.waitingAfter : 0,
  };
}

function attempt(run: () => Consequence): { readonly consequence: Consequence } | { readonly refusal: string } {
  try {
    return { consequence: run() };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.code };
    throw error;
  }
}

function fold(state: CaseState | null, { cause, effect }: Step, day: Day, witness: Witness): CaseState | null {
  const { policy, calendar } = witness;
  const given = { policy, calendar, active: witness.membersAt(endOf(day, calendar)) };
  const caused = cause === null ? state : apply(state, cause, given);
  return effect === null || caused === null ? caused : apply(caused, effect, given);
}

function withDue(state: CaseState | null, due: Instant): CaseState | null {
  if (state?.obligation == null) return state;
  return { ...state, obligation: { ...state.obligation, due } };
}

/** The exact moment is nowhere in the entries: it is taken from the server where it falls on the day the entries say. */
function withClaim(state: CaseState | null, { claimed, calendar }: Witness): CaseState | null {
  if (state?.obligation == null || claimed === null) return state;
  const same = dayOf(claimed.due, calendar) === dayOf(state.obligation.due, calendar);
  return same ? withDue(state, claimed.due) : state;
}
