import type { Day } from "@niuniu/owe";
import type { Moving, Terms } from "./entry.ts";
import type { Duty } from "./rules.ts";
import type { Owing } from "./state.ts";

/** Somebody owes something from here on. */
export interface NowOwed<T extends Terms = Terms> extends Duty<T> {
  readonly kind: "owed";
  readonly why: T["why"] | Moving;
  readonly role: T["role"];
  readonly owner: string;
}

/** It ends here; `why` where nobody ended it. `told`: who else is told of it; `skipped`: who is away, where that decided who was told or asked. */
export interface NowClosed {
  readonly kind: "closed";
  readonly contestUntil: Day;
  readonly why?: "left";
  readonly told?: string;
  readonly skipped?: readonly string[];
}

/** What follows from an act or a passing date, before it has a number: a duty, an end, or nothing. */
export type Consequence<T extends Terms = Terms> = NowOwed<T> | NowClosed | null;

/** The same duty in other hands or by another date. */
export function continued<T extends Terms>(
  { act, role, owner, due }: Owing<T>,
  why: NowOwed<T>["why"],
  change: Partial<Pick<NowOwed<T>, "owner" | "due">>,
): NowOwed<T> {
  return { kind: "owed", why, role, act, owner, due, ...change };
}
