import { dayOf, type Day, type Instant } from "@niuniu/owe";
import type { Duty, Rules } from "./clocks.ts";
import type { ClosedEvent, OwedEvent, Said, Why } from "./events.ts";
import { ladderOf, type Committee } from "./ladder.ts";
import type { Role } from "./policy.ts";
import type { CaseState } from "./state.ts";

/** What the rules need to know of the world outside the case. */
export type Setting = Rules &
  Committee & {
    /** Ids that must never get a wrap, as far as this side knows. */
    readonly struck: readonly string[];
    /** Unread reports in the house at this moment. */
    readonly unread: number;
  };

/** Somebody owes something from here on. */
export interface NowOwed extends Duty {
  readonly kind: "owed";
  readonly why: Why;
  readonly role: Role;
  readonly owner: string;
}

/** The case ends here; `why` where nobody ended it. `told`: who else is told of it; `skipped`: who is away, where that decided who was told or asked. */
export interface NowClosed {
  readonly kind: "closed";
  readonly contestUntil: Day;
  readonly why?: "left";
  readonly told?: string;
  readonly skipped?: readonly string[];
}

/** What follows from an act or a passing date, before it has a number: a duty, an end, or nothing. */
export type Consequence = NowOwed | NowClosed | null;

/** Reasons that come with a choice among people, and so with the names of those passed over because they are away. */
const choosing: readonly Why[] = [
  "submitted",
  "waiting",
  "stage",
  "missed",
  "cannot-open",
  "absent",
  "left",
  "contested",
  "contested-outside",
  "contested-again",
];

/** A consequence as an event says it: with days instead of moments. `due` is the exact date of a duty. */
export function toSay(
  state: CaseState,
  consequence: NonNullable<Consequence>,
  setting: Setting,
): { readonly said: Said; readonly due?: Instant } {
  if (consequence.kind === "closed") return { said: endSaid(consequence) };
  const { why, role, act, owner, due } = consequence;
  const before = state.obligation?.owner;
  const skipped = skippedBy(state, consequence, setting);
  const said: Said<OwedEvent> = {
    kind: "owed",
    why,
    role,
    act,
    owner,
    due: dayOf(due, setting.calendar),
    ...(before === undefined || before === owner ? {} : { from: before }),
    ...(skipped.length === 0 ? {} : { skipped }),
  };
  return { said, due };
}

function endSaid({ kind, contestUntil, why, told, skipped = [] }: NowClosed): Said<ClosedEvent> {
  return {
    ...{ kind, contestUntil },
    ...(why === undefined ? {} : { why }),
    ...(told === undefined ? {} : { told }),
    ...(skipped.length === 0 ? {} : { skipped }),
  };
}

function skippedBy(state: CaseState, { why, role }: NowOwed, setting: Setting): readonly string[] {
  if (why === "unanswered" && state.obligation !== null) return [];
  if (why !== "unanswered" && !choosing.includes(why)) return [];
  return ladderOf(state, role, setting).filter((id) => setting.absent.includes(id));
}
