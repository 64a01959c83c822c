import { closingOf, dayOf, dueAt, serve, startOf, type Standing } from "@niuniu/owe";
import type { OwedEvent } from "./entry.ts";
import { handedTo, longestHolder, type Holding } from "./holding.ts";
import type { Kind } from "./kind.ts";
import type { Committee, Given } from "./rules.ts";
import type { Matter, MatterState, StateOf } from "./state.ts";

/** A kind whose texts are public: its state says who has held it since its date was set, its policy how long the next has after a miss. */
export interface PublicMatter extends Matter {
  readonly state: MatterState & { readonly held: readonly Holding[] };
  /** Working days. */
  readonly policy: { readonly afterMiss: number };
}

/** What a kind of public matter writes itself; anything else of `Kind` it may, where it is another than usual. */
type Own<M extends PublicMatter> = Pick<Kind<M>, "feature" | "begins" | "fold" | "judge" | "ladder"> & Partial<Kind<M>>;

/**
 * A kind of public matter with what is usual: whoever is on its ladder may own it; nobody chooses whom it is handed to, or who is left; the miss
 * is whose who held it longest, the next has `afterMiss` working days for the same act; and it ends once nobody on its ladder is in office.
 */
export function openKind<M extends PublicMatter>(own: Own<M>): Kind<M> {
  const { ladder } = own;
  return {
    standing: (state, role, committee) => standingOn(ladder(state, role, committee), committee),
    chooses: (_state, why) => why !== "handed-over" && why !== "nobody-left",
    missedBy: ({ obligation, held }, { calendar }) => {
      const last = obligation?.owner ?? "";
      const person =
        obligation === null ? last : (longestHolder(held, dayOf(obligation.due, calendar), calendar) ?? last);
      return person === last ? { person } : { person, last };
    },
    patience: (_state, { policy }) => ({ workingDays: policy.afterMiss }),
    afterMiss: (_state, act, now, { policy, calendar }) => {
      return { act, due: dueAt(now, { workingDays: policy.afterMiss }, calendar) };
    },
    deserted: (state, now, { calendar, ...committee }) =>
      ladder(state, state.role, committee).length > 0
        ? null
        : { kind: "closed", why: "left", contestUntil: dayOf(now, calendar) },
    unreadSaid: () => 0,
    ...own,
  };
}

/** Everybody on this ladder may own it, whoever of them is there. */
export const standingOn = (eligible: readonly string[], { absent }: Pick<Committee, "absent">): Standing => {
  return { eligible, elsewhere: [], absent };
};

/** What decides a duty besides the entry that says it. */
interface Owing<M extends PublicMatter> {
  readonly given: Given<M["policy"]>;
  readonly ladder: readonly string[];
  /** Who has owned it in this role before, the most recent last. */
  readonly served: readonly string[];
  /** Whether the duty is its owner's anew, and not what is left of somebody else's. */
  readonly anew: boolean;
}

/** What `owed` makes of a state, whatever the kind: the duty, who has served, and who has held it since its date was set. */
export function owedNow<M extends PublicMatter>(
  state: StateOf<M>,
  entry: OwedEvent<M["terms"]>,
  { given, ladder, served, anew }: Owing<M>,
) {
  const { act, role, owner, date } = entry;
  const after = serve(served, owner);
  const opens = startOf(date, given.calendar);
  const obligation = {
    subject: state.case,
    act,
    role,
    owner,
    due: given.due ?? closingOf(entry.due, given.calendar),
    ladder,
    served: after,
    openedAt: anew ? opens : (state.obligation?.openedAt ?? opens),
  };
  const held = handedTo(anew ? [] : state.held, entry);
  return { day: date, role, obligation, served: after, held, contestUntil: null } as const;
}
