import { longestHolder, type Kind } from "@niuniu/matter";
import { dayOf, dueAt } from "@niuniu/owe";
import { fold } from "./fold.ts";
import { judge } from "./judge.ts";
import { ladderOf, standingOf } from "./ladder.ts";
import type { Upkeep } from "./terms.ts";

/** What a committee owes its own house, as a kind of matter: public, one owner, one act, one date. */
export const upkeepKind: Kind<Upkeep> = {
  feature: "upkeep",
  begins: ({ kind }) => kind === "begun",
  fold,
  judge,
  ladder: ladderOf,
  standing: standingOf,
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
    ladderOf(state, state.role, committee).length > 0
      ? null
      : { kind: "closed", why: "left", contestUntil: dayOf(now, calendar) },
  unreadSaid: () => 0,
};
