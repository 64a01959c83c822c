import { dayOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { until } from "./clocks.ts";
import type { MemberAct } from "./events.ts";
import { canRead, chooseOwner, ladderOf } from "./ladder.ts";
import { endsTakeTwo } from "./rules-version.ts";
import { without, type CaseState } from "./state.ts";
import type { Consequence, NowOwed, Setting } from "./terms.ts";
import { sideOf } from "./urgency.ts";

type Second = Extract<MemberAct, { readonly kind: "second" }>;

/**
 * What follows where an end of a serious case, or of a crisis, needs a second signature, of another side (spec/owe.md §6): it is
 * owed by the date in force. Null where it needs none: in an ordinary case, and where nobody of another side is a reader.
 */
export function whenProposed(state: CaseState, { number, by }: MemberAct, setting: Setting): NowOwed | null {
  const owed = state.obligation;
  if (!endsTakeTwo(setting) || state.class === "ordinary" || owed === null) return null;
  const side = sideOf(by, setting.active);
  const others = ladderOf(state, state.role, setting).filter((id) => sideOf(id, setting.active) !== side);
  if (others.length === 0) return null;
  const proposed = { ...state, proposed: { number, by, act: owed.act } };
  const owner = chooseOwner(proposed, state.role, setting);
  return { kind: "owed", why: "proposed", role: state.role, act: "second", owner, due: owed.due };
}

/** What follows when whoever owes the second signature gives it, or says no: then it is as before the outcome was written. Throws Refused. */
export function whenSeconded(state: CaseState, act: Second, now: number, setting: Setting): Exclude<Consequence, null> {
  const { proposed, obligation: owed } = state;
  if (proposed === undefined || owed === null || proposed.number !== act.about)
    throw new Refused("cases/nothing-there");
  if (act.says === "yes") {
    const end = until(now, setting.policy.contest.otherwise, setting);
    return { kind: "closed", contestUntil: dayOf(end, setting.calendar) };
  }
  if (act.envelope === null) throw new Refused("cases/reason-needed");
  const before = withoutProposal(state);
  const stays = canRead(state, proposed.by, setting.active) && !setting.absent.includes(proposed.by);
  const owner = stays ? proposed.by : chooseOwner(before, state.role, setting);
  return { kind: "owed", why: "refused", role: state.role, act: proposed.act, owner, due: owed.due };
}

/** Refuses what would go around a second signature that is owed. Throws Refused. */
export function refuseWhileProposed({ proposed }: CaseState): void {
  if (proposed !== undefined) throw new Refused("cases/second-owed");
}

/** The state where nothing waits for a second signature. */
export const withoutProposal = (state: CaseState): CaseState => without("proposed", state);
