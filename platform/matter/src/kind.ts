import type { Instant, Span, Standing } from "@niuniu/owe";
import type { Consequence, NowClosed } from "./consequence.ts";
import type { MissedEvent, Moving, OwedEvent } from "./entry.ts";
import type { Committee, Duty, Given, Rules, Setting, Watch } from "./rules.ts";
import type { EntryOf, Matter, StateOf } from "./state.ts";

/**
 * What a feature says of its matters. Everything else about a matter is the same for all: one owner, one act, one date, what
 * becomes of a date that passes, what is written of it, and how anybody checks it. Pure: a browser reruns the very same.
 */
export interface Kind<M extends Matter> {
  /** The feature's name: prefix of its refusals "stale-head", "wrong-case", "wrong-date" and "date-passed". */
  readonly feature: string;
  /** True for an entry with which a matter of this kind can begin. */
  readonly begins: (entry: EntryOf<M>) => boolean;
  /** Folds one entry into the state. Whether it is allowed is for `judge`. Throws Refused where nothing begins with it. */
  readonly fold: (state: StateOf<M> | null, entry: EntryOf<M>, given: Given<M["policy"]>) => StateOf<M>;
  /** What follows from an act, or from an event of this kind's own. Throws Refused where it is not allowed. */
  readonly judge: (
    state: StateOf<M> | null,
    cause: M["act"] | M["event"],
    now: Instant,
    setting: Setting<M["policy"]>,
  ) => Consequence<M["terms"]>;
  /** Everybody who may own it in `role`, first choice first. */
  readonly ladder: (
    state: StateOf<M>,
    role: M["terms"]["role"],
    committee: Committee<M["policy"]>,
  ) => readonly string[];
  /** Who stands where for `role`. */
  readonly standing: (state: StateOf<M>, role: M["terms"]["role"], committee: Committee<M["policy"]>) => Standing;
  /** True where a reason comes with a choice among people, and so with the names of those passed over because they are away. */
  readonly chooses: (state: StateOf<M>, why: M["terms"]["why"] | Moving, rules: Rules<M["policy"]>) => boolean;
  /** Whose miss it is when the date of what is owed has passed; `last` where somebody else held it then. */
  readonly missedBy: (state: StateOf<M>, rules: Rules<M["policy"]>) => Pick<MissedEvent, "person" | "last">;
  /** How long the next owner has after a miss. */
  readonly patience: (state: StateOf<M>, rules: Rules<M["policy"]>) => Span;
  /** What the next owner owes after a miss, where `act` was missed. */
  readonly afterMiss: (
    state: StateOf<M>,
    act: M["terms"]["act"],
    now: Instant,
    rules: Rules<M["policy"]>,
  ) => Duty<M["terms"]>;
  /** How it ends once nobody who could own it is in office; null while somebody is. */
  readonly deserted: (state: StateOf<M>, now: Instant, watch: Watch<M["policy"]>) => NowClosed | null;
  /** What an event says of how many were unread, which only the server can know. */
  readonly unreadSaid: (effect: OwedEvent<M["terms"]> | null, policy: M["policy"]) => number;
}
