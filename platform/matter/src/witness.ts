import type { Day, Instant } from "@niuniu/owe";
import type { Consequence } from "./consequence.ts";
import type { Terms } from "./entry.ts";
import type { Person, Rules } from "./rules.ts";

/** What the server says is owed now, with the one exact date. */
export interface Claim {
  readonly role: string;
  readonly act: string;
  readonly owner: string;
  readonly due: Instant;
}

/** What a browser knows without believing the server: signed rules, signed statements, signed absences, and its reader's own words. */
export type Witness<Policy = unknown> = Rules<Policy> & {
  /** Members in office at a moment, from the chain of roster statements. */
  readonly membersAt: (instant: Instant) => readonly Person[];
  /** When that became another; absent where nobody knows, and then a day has at most one change. */
  readonly changes?: readonly Instant[];
  /** True when a signed absence of this member covers this day. */
  readonly awayOn: (id: string, day: Day) => boolean;
  /** Struck out by whoever began it. */
  readonly struck: readonly string[];
  /** Null: the server names nothing as owed. */
  readonly claimed: Claim | null;
};

/** What the rules give for a step at the edges of its days; or the refusal, when they refuse it at all of them. */
export type Expected<T extends Terms = Terms> =
  { readonly refusal: string } | { readonly consequences: readonly Consequence<T>[] };
