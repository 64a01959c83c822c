import { addDays, dayOf, type Calendar, type Instant } from "@niuniu/owe";
import type { Difference } from "./differences.ts";
import type { ActFields, EventFields } from "./entry.ts";
import type { Kind } from "./kind.ts";
import { replay } from "./replay.ts";
import type { EntryOf, Matter, MatterState, StateOf } from "./state.ts";
import type { Claim, Witness } from "./witness.ts";

/** A server restarts, a clock drifts: so long after a date silence is not yet a difference. */
export const GRACE = 10 * 60_000;

/**
 * Everything in which the server's story differs from what the rules give, by the listener's own clock `now` (spec/owe.md §7). Empty is the
 * normal answer. Every reader's browser runs this on every visit.
 */
export function listen<M extends Matter>(
  kind: Kind<M>,
  entries: readonly EntryOf<M>[],
  witness: Witness<M["policy"]> & { readonly now: Instant },
): readonly Difference<M["terms"]>[] {
  return retell(kind, entries, witness).differences;
}

/** What {@link listen} gives, and where the matter stands by the rules: one run over the chain for both. */
export function retell<M extends Matter>(
  kind: Kind<M>,
  entries: readonly EntryOf<M>[],
  witness: Witness<M["policy"]> & { readonly now: Instant },
): { readonly state: StateOf<M> | null; readonly differences: readonly Difference<M["terms"]>[] } {
  const { state, differences } = replay(kind, entries, witness);
  return { state, differences: [...differences, ...future(entries, witness), ...standing(state, witness)] };
}

function future(
  entries: readonly (ActFields | EventFields)[],
  { now, calendar }: Witness & { readonly now: Instant },
): readonly Difference<never>[] {
  const tomorrow = addDays(dayOf(now, calendar), 1);
  return entries
    .filter((entry) => entry.date > tomorrow)
    .map(({ number, date }): Difference<never> => ({ code: "wrong-clock", number, found: date }));
}

function standing(
  state: MatterState | null,
  { now, claimed, calendar }: Witness & { readonly now: Instant },
): readonly Difference<never>[] {
  const owed = state?.obligation ?? null;
  if (owed === null) return unowed(state, claimed);
  const { owner, act } = owed;
  const due = dayOf(owed.due, calendar);
  const passed = now > (claimed?.due ?? owed.due) + GRACE;
  return [
    ...claiming(owed, claimed, calendar),
    ...(passed ? [{ code: "overdue-unmoved", owner, act, due } as const] : []),
  ];
}

function unowed(state: MatterState | null, claimed: Claim | null): readonly Difference<never>[] {
  // A matter without an end and without a duty is one that nobody has to look at.
  const open = state !== null && state.contestUntil === null;
  return [
    ...(open ? [{ code: "owed-missing" } as const] : []),
    ...(claimed === null ? [] : [{ code: "owed-unfounded" } as const]),
  ];
}

function claiming(owed: Claim, claimed: Claim | null, calendar: Calendar): readonly Difference<never>[] {
  if (claimed === null) return [{ code: "owed-missing" }];
  const { owner, act, role } = claimed;
  const due = dayOf(claimed.due, calendar);
  const same = owner === owed.owner && act === owed.act && role === owed.role && due === dayOf(owed.due, calendar);
  return same ? [] : [{ code: "owed-differs", owner, act, due }];
}
