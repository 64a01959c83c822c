import { dayOf, type Calendar, type Day } from "@niuniu/owe";
import type { Consequence, NowOwed } from "./consequence.ts";
import type { Difference } from "./differences.ts";
import type { ClosedEvent, OwedEvent, Terms } from "./entry.ts";
import type { Matter, MatterState, StateOf } from "./state.ts";
import type { Step } from "./steps.ts";
import type { Expected, Witness } from "./witness.ts";

/** What the server said of a step against what the rules give for it. Empty when the rules explain it. */
export function compare<M extends Matter>(
  step: Step<M>,
  state: StateOf<M> | null,
  expected: Expected<M["terms"]>,
  witness: Witness<M["policy"]>,
): readonly Difference<M["terms"]>[] {
  const { cause, effect } = step;
  const number = (effect ?? cause)?.number ?? 0;
  if ("refusal" in expected)
    return [{ code: "not-allowed", number: cause?.number ?? number, refusal: expected.refusal }];
  const { consequences } = expected;
  if (effect === null) return silent(number, consequences);
  if (effect.kind === "closed") return [...closing(effect, consequences), ...absences(effect, witness)];
  return owing<M["terms"]>(effect, state, consequences, witness);
}

function silent(number: number, consequences: readonly Consequence[]): readonly Difference<never>[] {
  const needed = consequences.filter((one) => one !== null);
  const [first] = needed;
  // Where one edge of the day calls for nothing, silence may be right: days cannot tell.
  if (first === undefined || needed.length < consequences.length) return [];
  return [{ code: "missing-event", number, expected: first.kind }];
}

function closing(effect: ClosedEvent, consequences: readonly Consequence[]): readonly Difference<never>[] {
  const { number, contestUntil: found, told = "" } = effect;
  const ends = consequences.flatMap((one) => (one?.kind === "closed" && one.why === effect.why ? [one] : []));
  const [first] = ends;
  if (first === undefined) return [{ code: "closed-without-outcome", number }];
  const window = ends.some(({ contestUntil }) => contestUntil === found);
  const second = ends.some((one) => (one.told ?? "") === told);
  return [
    ...(window ? [] : [{ code: "wrong-window", number, expected: first.contestUntil, found } as const]),
    ...(second ? [] : [{ code: "wrong-told", number, expected: first.told ?? "", found: told } as const]),
  ];
}

function owing<T extends Terms>(
  effect: OwedEvent<T>,
  state: MatterState | null,
  consequences: readonly Consequence<T>[],
  witness: Witness,
): readonly Difference<T>[] {
  const { number } = effect;
  const expected = consequences.filter((one) => one !== null).filter((one) => one.kind === "owed");
  if (expected.length === 0) return [{ code: "unknown-event", number }];
  const found: Difference<T>[] = [];
  const owners = [...new Set(expected.map((one) => one.owner))];
  const acts = expected.map((one) => one.act);
  const roles = expected.map((one) => one.role);
  const whys = expected.map((one) => one.why);
  if (!owners.includes(effect.owner))
    found.push({ code: "wrong-owner", number, expected: owners, found: effect.owner });
  if (!acts.includes(effect.act)) found.push({ code: "wrong-act", number, expected: acts, found: effect.act });
  if (!roles.includes(effect.role)) found.push({ code: "wrong-role", number, expected: roles, found: effect.role });
  if (!whys.includes(effect.why)) found.push({ code: "wrong-reason", number, expected: whys, found: effect.why });
  const stays = expected.length < consequences.length;
  const owedDay = stays && state?.obligation != null ? dayOf(state.obligation.due, witness.calendar) : null;
  return [
    ...found,
    ...dating(effect, expected, owedDay, witness.calendar),
    ...predecessor(effect, state),
    ...absences(effect, witness),
  ];
}

function dating(
  { number, due: found }: OwedEvent,
  expected: readonly NowOwed[],
  stays: Day | null,
  calendar: Calendar,
): readonly Difference<never>[] {
  const earliest = expected.map((one) => dayOf(one.due, calendar)).toSorted()[0] ?? found;
  const latest = stays ?? latestOf(expected, calendar) ?? found;
  if (found > latest) return [{ code: "late-date", number, latest, found }];
  return found < earliest ? [{ code: "early-date", number, earliest, found }] : [];
}

function predecessor({ number, owner, from }: OwedEvent, state: MatterState | null): readonly Difference<never>[] {
  const before = state?.obligation?.owner;
  const expected = before === undefined || before === owner ? "" : before;
  const found = from ?? "";
  return expected === found ? [] : [{ code: "wrong-predecessor", number, expected, found }];
}

function absences({ number, date, skipped }: OwedEvent | ClosedEvent, witness: Witness): readonly Difference<never>[] {
  return (skipped ?? [])
    .filter((person) => !witness.awayOn(person, date))
    .map((person): Difference<never> => ({ code: "unproved-absence", number, person }));
}

function latestOf(owed: readonly NowOwed[], calendar: Calendar): Day | undefined {
  return owed
    .map((one) => dayOf(one.due, calendar))
    .toSorted()
    .at(-1);
}
