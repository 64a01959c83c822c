import { dayOf, type Instant } from "@niuniu/owe";
import type { Consequence, NowClosed } from "./consequence.ts";
import type { ClosedEvent, OwedEvent, Said, Terms } from "./entry.ts";
import type { Kind } from "./kind.ts";
import type { Watch } from "./rules.ts";
import type { Matter, StateOf } from "./state.ts";

/** What the server says of a consequence, and the exact date of a duty. */
export interface Saying<T extends Terms = Terms> {
  readonly said: Said<OwedEvent<T>> | Said<ClosedEvent>;
  readonly due?: Instant;
}

/** A consequence as an event says it: with days instead of moments. */
export function toSay<M extends Matter>(
  kind: Kind<M>,
  state: StateOf<M>,
  consequence: NonNullable<Consequence<M["terms"]>>,
  watch: Watch<M["policy"]>,
): Saying<M["terms"]> {
  if (consequence.kind === "closed") return { said: endSaid(consequence) };
  const { why, role, act, owner, due } = consequence;
  const before = state.obligation?.owner;
  const skipped = kind.chooses(state, why, watch)
    ? kind.ladder(state, role, watch).filter((id) => watch.absent.includes(id))
    : [];
  const said: Said<OwedEvent<M["terms"]>> = {
    kind: "owed",
    why,
    role,
    act,
    owner,
    due: dayOf(due, watch.calendar),
    ...(before === undefined || before === owner ? {} : { from: before }),
    ...(skipped.length === 0 ? {} : { skipped }),
  };
  return { said, due };
}

function endSaid({ kind, contestUntil, why, told, skipped = [] }: NowClosed): Said<ClosedEvent> {
  return {
    kind,
    contestUntil,
    ...(why === undefined ? {} : { why }),
    ...(told === undefined ? {} : { told }),
    ...(skipped.length === 0 ? {} : { skipped }),
  };
}
