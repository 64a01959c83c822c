import type { Calendar, Instant } from "@niuniu/owe";
import type { Serving, Side } from "@niuniu/roster";
import type { Terms } from "./entry.ts";

/** Policy and calendar of a matter: those in force when it began. */
export interface Rules<Policy = unknown> {
  readonly policy: Policy;
  readonly calendar: Calendar;
}

/** An act and the moment it is owed by. */
export interface Duty<T extends Terms = Terms> {
  readonly act: T["act"];
  readonly due: Instant;
}

/** Somebody in office, as far as owning is concerned: on whose side, and what the statement says they serve. */
export interface Person extends Serving {
  readonly id: string;
  readonly side: Side;
}

/** Who is there to own: the rules, who is in office now, and those of them who have said that they are away. */
export interface Committee<Policy = unknown> {
  readonly policy: Policy;
  readonly active: readonly Person[];
  readonly absent: readonly string[];
}

/** What a passing of time is judged by: no act, so nothing of whoever acts either. */
export type Watch<Policy = unknown> = Rules<Policy> & Committee<Policy>;

/** What the rules need to know of the world outside the matter. */
export type Setting<Policy = unknown> = Watch<Policy> & {
  /** Ids that must never be let in, as far as this side knows. */
  readonly struck: readonly string[];
  /** Matters of this kind that nobody has opened yet, in the house at this moment. */
  readonly unread: number;
};

/** What folding needs besides the entries: the rules, who is in office, and, for what is owed now, the exact moment. */
export interface Given<Policy = unknown> extends Rules<Policy> {
  readonly active: readonly Person[];
  /** Without it a date is taken to be closing time of its day. */
  readonly due?: Instant;
}
