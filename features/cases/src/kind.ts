import * as matter from "@niuniu/matter";
import { dayOf, type Instant } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { apply } from "./apply.ts";
import { afterMiss, clocksOf } from "./clocks.ts";
import type { Entry, SealedEvent, Act, Why } from "./events.ts";
import { ladderOf, standingOf } from "./ladder.ts";
import { whenNobodyReads } from "./leaving.ts";
import { whenMemberActs } from "./member-acts.ts";
import { isMemberAct } from "./parse.ts";
import { whenReporterActs, whenSubmitted } from "./reporter-acts.ts";
import { emptyWordsMoveOn, everyDayCounts, greaterPartMisses, handOversNameAbsences } from "./rules-version.ts";
import type { CaseState } from "./state.ts";
import type { Case, Consequence, Decision, Difference, Rules, Setting, Watch, Witness } from "./terms.ts";

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
  "proposed",
  "refused",
];

/** Whether a word was unread is asked of the state once its reporter has said so. */
function chooses({ obligation, goesOn }: CaseState, why: Why, rules: Rules): boolean {
  if (why === "handed-over") return handOversNameAbsences(rules);
  if (why === "unanswered" && emptyWordsMoveOn(rules)) return true;
  return choosing.includes(why) || (why === "unanswered" && (obligation === null || goesOn !== undefined));
}

/** What follows from an act, were it allowed; refuses it if not. Used by both sides: by the server before, by the browser after. */
function judge(state: CaseState | null, cause: Act | SealedEvent, now: Instant, setting: Setting): Consequence {
  if (cause.kind === "sealed") return state === null ? whenSubmitted(cause, now, setting) : null;
  if (state === null) {
    if (cause.kind !== "report") throw new Refused("cases/unknown-case");
    return whenSubmitted(cause, now, setting);
  }
  return isMemberAct(cause) ? whenMemberActs(state, cause, now, setting) : whenReporterActs(state, cause, now, setting);
}

/** Under `policy v1` a miss was that of whoever held the duty when the date passed. */
function missedBy(state: CaseState, rules: Rules): ReturnType<matter.Kind<Case>["missedBy"]> {
  const { obligation, held } = state;
  const last = obligation?.owner ?? "";
  if (obligation === null || !greaterPartMisses(rules)) return { person: last };
  const counting = inHours(state, rules) ? { ...rules.calendar, weekend: [], holidays: [] } : rules.calendar;
  const person = matter.longestHolder(held, dayOf(obligation.due, rules.calendar), counting) ?? last;
  return person === last ? { person } : { person, last };
}

/** Whether the dates of this case pass on days at which nobody works as on any other. */
const inHours = (state: CaseState, rules: Rules): boolean =>
  everyDayCounts(rules) && "hours" in clocksOf(state, rules).answer;

/** A case, as a kind of matter: all that is its own. */
export const kind: matter.Kind<Case> = {
  feature: "cases",
  begins: (entry) => entry.kind === "report" || entry.kind === "sealed",
  fold: apply,
  judge,
  ladder: ladderOf,
  standing: standingOf,
  chooses,
  missedBy,
  patience: (state, rules) => clocksOf(state, rules).afterMiss,
  afterMiss,
  deserted: whenNobodyReads,
  // How many were unread only the server can know; that it said so stands in the reason.
  unreadSaid: (effect, policy) => (effect?.why === "waiting" ? policy.waitingAfter : 0),
};

/** `tick` of platform/matter, for a case. */
export const tick = (state: CaseState, now: Instant, watch: Watch): Decision | null =>
  matter.tick<Case>(kind, state, now, watch);

/** `reassign` of platform/matter, for a case. */
export const reassign = (state: CaseState, now: Instant, watch: Watch): Decision | null =>
  matter.reassign<Case>(kind, state, now, watch);

/** `nextInLine` of platform/matter, for a case. */
export const nextInLine = (state: CaseState, watch: Watch): string | null =>
  matter.nextInLine<Case>(kind, state, watch);

/** `replay` of platform/matter, for a case. */
export const replay = (
  entries: readonly Entry[],
  witness: Witness,
): { readonly state: CaseState | null; readonly differences: readonly Difference[] } =>
  matter.replay<Case>(kind, entries, witness);

/** `listen` of platform/matter, for a case. */
export const listen = (
  entries: readonly Entry[],
  witness: Witness & { readonly now: Instant },
): readonly Difference[] => matter.listen<Case>(kind, entries, witness);
