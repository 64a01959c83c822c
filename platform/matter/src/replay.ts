import { dayOf, endOf, startOf, type Day, type Instant } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { compare } from "./compare.ts";
import type { Consequence } from "./consequence.ts";
import type { Difference } from "./differences.ts";
import type { Terms } from "./entry.ts";
import type { Kind } from "./kind.ts";
import type { Person, Rules, Setting } from "./rules.ts";
import type { EntryOf, Matter, StateOf } from "./state.ts";
import { isMissed, stepsOf, type Step } from "./steps.ts";
import { whenGone, whenMissed } from "./tick.ts";
import { dayOfStep, daysOfStep, misplaced, timingOf } from "./timing.ts";
import type { Expected, Witness } from "./witness.ts";

/**
 * Reruns a whole chain under the rules. Trusts the caller that every act bears a good signature and that the entries are those of the chain
 * head; trusts the server for nothing. Days in entries leave a day of doubt about each moment, so each step is run at the edges of its day
 * and of the day its duty was due, and only what none of them explains is a difference.
 */
export function replay<M extends Matter>(
  kind: Kind<M>,
  entries: readonly EntryOf<M>[],
  witness: Witness<M["policy"]>,
): { readonly state: StateOf<M> | null; readonly differences: readonly Difference<M["terms"]>[] } {
  const [first] = entries;
  if (first === undefined) return { state: null, differences: [] };
  if (!kind.begins(first)) return { state: null, differences: [{ code: "unknown-event", number: first.number }] };
  const differences: Difference<M["terms"]>[] = [...misplaced(entries)];
  let state: StateOf<M> | null = null;
  for (const step of stepsOf<M>(entries)) {
    differences.push(...timingOf(kind, step, state, witness));
    differences.push(...compare<M>(step, state, whatFollows(kind, step, state, witness), witness));
    state = fold(kind, state, step, { ...witness, day: dayOfStep(step, state) });
  }
  return { state: withClaim<M>(state, witness), differences };
}

/** What is known, and the day a step happened on. */
type On<M extends Matter> = Witness<M["policy"]> & { readonly day: Day };

function whatFollows<M extends Matter>(
  kind: Kind<M>,
  step: Step<M>,
  state: StateOf<M> | null,
  known: Witness<M["policy"]>,
): Expected<M["terms"]> {
  const { calendar } = known;
  const owedDay = state?.obligation == null ? null : dayOf(state.obligation.due, calendar);
  const edges = [startOf, endOf];
  const runs = daysOfStep(step, state).flatMap((day) => {
    const settings = settingsOf(kind, step, state, { ...known, day });
    return edges.flatMap((edge) =>
      edges.flatMap((dueEdge) => {
        const now = edge(day, calendar);
        const before = withDue<M>(state, owedDay === null ? now : dueEdge(owedDay, calendar));
        return settings.map((setting) => attempt(() => consequenceOf(kind, step, before, { ...setting, now })));
      }),
    );
  });
  const consequences = runs.flatMap((run) => ("consequence" in run ? [run.consequence] : []));
  const refusal = runs.find((run) => "refusal" in run);
  return consequences.length === 0 && refusal !== undefined && "refusal" in refusal ? refusal : { consequences };
}

function consequenceOf<M extends Matter>(
  kind: Kind<M>,
  { cause }: Step<M>,
  state: StateOf<M> | null,
  { now, ...setting }: Setting<M["policy"]> & { readonly now: Instant },
): Consequence<M["terms"]> {
  if (cause === null) return state === null ? null : whenGone(kind, state, now, setting);
  if (isMissed<M>(cause)) return state === null ? null : whenMissed(kind, state, now, setting);
  return kind.judge(state, cause, now, setting);
}

/** What may have been so at the moment of a step. */
function settingsOf<M extends Matter>(
  kind: Kind<M>,
  step: Step<M>,
  state: StateOf<M> | null,
  known: On<M>,
): readonly Setting<M["policy"]>[] {
  const { policy, calendar, struck } = known;
  const owed = step.effect?.kind === "owed" ? step.effect : null;
  const unread = kind.unreadSaid(owed, policy);
  return committeesOn(known).flatMap((active) =>
    absencesOf(kind, step, state, { policy, calendar, active }).map((absent) => {
      return { policy, calendar, struck, unread, active, absent };
    }),
  );
}

/** Who was in office on a day, one after the other: days do not tell whether a change of the committee came before a step or after it. */
function committeesOn({
  day,
  calendar,
  membersAt,
  changes = [],
}: Pick<On<Matter>, "day" | "calendar" | "membersAt" | "changes">): readonly (readonly Person[])[] {
  const [from, until] = [startOf(day, calendar), endOf(day, calendar)];
  const moments = [from, ...changes.filter((at) => at > from && at < until), until];
  const committees = moments.map((at) => membersAt(at));
  return committees.filter((one, at) => !committees.slice(at + 1).some((other) => isSame(one, other)));
}

const isSame = (some: readonly Person[], others: readonly Person[]): boolean => said(some) === said(others);

const said = (people: readonly Person[]): string =>
  JSON.stringify(people.map(({ id, side, serves }) => [id, side, serves]));

/**
 * Who may have been away. A step that comes with a choice names them. Where one does not, and somebody chose another all the
 * same, as in a hand-over of earlier rules, nobody can know: it holds if it holds with everybody else away.
 */
function absencesOf<M extends Matter>(
  kind: Kind<M>,
  { cause, effect }: Step<M>,
  state: StateOf<M> | null,
  rules: Rules<M["policy"]> & { readonly active: readonly Person[] },
): readonly (readonly string[])[] {
  const named = effect?.skipped ?? [];
  if (effect?.kind !== "owed" || state === null || cause === null || effect.owner === state.obligation?.owner)
    return [named];
  // As the server asks it: of the state with its cause in it, which alone tells that a silence goes on.
  if (kind.chooses(kind.fold(state, cause, rules), effect.why, rules)) return [named];
  const here = [effect.owner, state.obligation?.owner];
  return [named, rules.active.flatMap(({ id }) => (here.includes(id) ? [] : [id]))];
}

function attempt<T extends Terms>(
  run: () => Consequence<T>,
): { readonly consequence: Consequence<T> } | { readonly refusal: string } {
  try {
    return { consequence: run() };
  } catch (error) {
    if (error instanceof Refused) return { refusal: error.code };
    throw error;
  }
}

function fold<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M> | null,
  { cause, effect }: Step<M>,
  { policy, calendar, membersAt, day }: On<M>,
): StateOf<M> | null {
  const given = { policy, calendar, active: membersAt(endOf(day, calendar)) };
  const caused = cause === null ? state : kind.fold(state, cause, given);
  return effect === null || caused === null ? caused : kind.fold(caused, effect, given);
}

function withDue<M extends Matter>(state: StateOf<M> | null, due: Instant): StateOf<M> | null {
  if (state?.obligation == null) return state;
  return { ...state, obligation: { ...state.obligation, due } };
}

/** The exact moment is nowhere in the entries: it is taken from the server where it falls on the day the entries say. */
function withClaim<M extends Matter>(
  state: StateOf<M> | null,
  { claimed, calendar }: Witness<M["policy"]>,
): StateOf<M> | null {
  if (state?.obligation == null || claimed === null) return state;
  const same = dayOf(claimed.due, calendar) === dayOf(state.obligation.due, calendar);
  return same ? withDue<M>(state, claimed.due) : state;
}
