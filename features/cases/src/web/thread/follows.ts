import { dayOf } from "@niuniu/owe";
import type { Act } from "../../events.ts";
import { kind as cases } from "../../kind.ts";
import type { NowOwed } from "../../terms.ts";
import type { Raised } from "./raise.tsx";
import type { OpenThread } from "./receipt-case.ts";

/** What a reporter objects to, and how. */
export type Objecting =
  { readonly about: number; readonly kind: "unanswered" | "contest" } | { readonly kind: "raise"; readonly to: Raised };

/**
 * Who owes what by when, were this objection sent `now` (ms since epoch), by this page's own reckoning; null where the rules refuse it, or
 * cannot be rerun here.
 */
export function followsFrom(
  { state, witness }: Pick<OpenThread, "state" | "witness">,
  objecting: Objecting,
  now: number,
): Pick<NowOwed, "act" | "owner" | "due" | "why"> | null {
  if (state === null) return null;
  const { policy, calendar, membersAt, awayOn } = witness;
  const date = dayOf(now, calendar);
  const active = membersAt(now);
  const absent = active.map(({ id }) => id).filter((id) => awayOn(id, date));
  const act = {
    ...{ niuniu: "act v1", case: state.case, number: state.entries + 1, previous: "", by: "reporter" },
    ...{ ...objecting, date, envelope: null, ...(objecting.kind === "unanswered" ? { reason: "not-an-answer" } : {}) },
  } as Act;
  try {
    const next = cases.judge(state, act, now, { policy, calendar, active, absent, struck: [], unread: 0 });
    return next?.kind === "owed" ? next : null;
  } catch {
    return null;
  }
}
