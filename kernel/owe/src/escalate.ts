import { dueAt, type Calendar, type Instant, type Span } from "./calendar.ts";
import { OweError } from "./errors.ts";
import { serve, type Obligation } from "./obligation.ts";
import { nextOwner, type Standing } from "./owner.ts";

/** What to tell people about a date that passed: what was missed and, at once, who owes it now. */
export type Told =
  | {
      readonly kind: "missed";
      readonly subject: string;
      readonly person: string;
      readonly act: string;
      readonly due: Instant;
    }
  | {
      readonly kind: "owed";
      readonly subject: string;
      readonly owner: string;
      readonly from: string;
      readonly act: string;
      readonly due: Instant;
      /** True when no eligible person is left: the duty stays where it was, with a recurring date, for all to see. */
      readonly stranded: boolean;
    };

/** How long the next owner has, counted from the moment the miss is acted on, so that after an outage everybody has a real chance. */
export type Patience = { readonly calendar: Calendar; readonly afterMiss: (obligation: Obligation) => Span };

/**
 * Moves every obligation whose date has come to the next owner, with a new date after `now` (owe.md §5). Others come back unchanged, in the
 * same order. Never leaves an obligation without an owner, an act and a date ahead. `standing` says who is eligible for each.
 */
export function escalate(
  obligations: readonly Obligation[],
  policy: Patience,
  now: Instant,
  standing: (obligation: Obligation) => Standing,
): { readonly obligations: readonly Obligation[]; readonly told: readonly Told[] } {
  const told: Told[] = [];
  const moved = obligations.map((obligation) => {
    if (obligation.settledAt !== undefined || obligation.due > now) return obligation;
    const { subject, act, owner: from, ladder, served } = obligation;
    const next = ownerOrNull(ladder, { ...standing(obligation), served });
    const owner = next ?? from;
    const due = dueAt(now, policy.afterMiss(obligation), policy.calendar);
    told.push({ kind: "missed", subject, person: from, act, due: obligation.due });
    told.push({ kind: "owed", subject, owner, from, act, due, stranded: next === null });
    return { ...obligation, owner, due, served: serve(served, owner) };
  });
  return { obligations: moved, told };
}

function ownerOrNull(
  ladder: readonly string[],
  standing: Standing & { readonly served: readonly string[] },
): string | null {
  try {
    return nextOwner(ladder, standing);
  } catch (error) {
    if (error instanceof OweError && error.code === "owe/nobody-eligible") return null;
    throw error;
  }
}
