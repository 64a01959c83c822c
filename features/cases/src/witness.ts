import type { Day, Instant } from "@niuniu/owe";
import type { Rules } from "./clocks.ts";
import type { Consequence } from "./consequence.ts";
import type { Person } from "./ladder.ts";

/** What the server says is owed now, with the one exact date. */
export interface Claim {
  readonly role: string;
  readonly act: string;
  readonly owner: string;
  readonly due: Instant;
}

/** What a browser knows without believing the server: signed rules, signed statements, signed absences, and the reporter's own words. */
export type Witness = Rules & {
  /** Members in office at a moment, from the chain of roster statements. */
  readonly membersAt: (instant: Instant) => readonly Person[];
  /** True when a signed absence of this member covers this day. */
  readonly awayOn: (id: string, day: Day) => boolean;
  /** Struck out in the report itself. */
  readonly struck: readonly string[];
  /** Null: the server names nothing as owed. */
  readonly claimed: Claim | null;
};

/** What the rules give for a step at the edges of its days; or the refusal, when they refuse it at all of them. */
export type Expected = { readonly refusal: string } | { readonly consequences: readonly Consequence[] };
