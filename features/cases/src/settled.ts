import { dayOf, type Day } from "@niuniu/owe";
import { endedUnopened } from "./cannot-open.ts";
import type { ClosedEvent, MissedEvent, OwedAct, OwedEvent, Why } from "./events.ts";
import { movingGivesNoTime, silenceGoesOn, unreadWordsGiveNothing } from "./rules-version.ts";
import type { Before, CaseState } from "./state.ts";
import type { Rules } from "./terms.ts";

/** Reasons that follow from an act which settles what was owed, unless that was the outcome. */
const settling = (rules: Rules): readonly Why[] => (movingGivesNoTime(rules) ? ["answered"] : ["answered", "stage"]);

/** True when what was owed has been given with this, so that a new duty begins. */
export function settles(
  { obligation }: Pick<CaseState, "obligation">,
  { why }: Pick<OwedEvent, "why">,
  rules: Rules,
): boolean {
  return settling(rules).includes(why) && obligation !== null && obligation.act !== "outcome";
}

/**
 * True when what is settled on this day is a date met: not one before the date of the duty counted last, and not what came back
 * because its reporter called a message none, since that message was counted.
 */
export const countsAsMet = ({ again, metUntil }: Pick<CaseState, "again" | "metUntil">, date: Day): boolean =>
  again !== true && date >= metUntil;

/** True while what is owed is owed once more, sooner than anything else would be, because its reporter called a message none. */
export function isAgain(state: CaseState, { why, due }: OwedEvent, rules: Rules): boolean {
  const { obligation, goesOn, again } = state;
  if (obligation === null || !unreadWordsGiveNothing(rules) || goesOn !== undefined || settles(state, { why }, rules))
    return false;
  return again === true || (why === "unanswered" && due < dayOf(obligation.due, rules.calendar));
}

/** What is overdue: in a case that is open again, what stayed missed at an end that was none. */
const lateIn = ({ obligation, late, unmet }: CaseState): OwedAct | null =>
  obligation === null ? (late ?? unmet ?? null) : late;

/** What an end without an outcome leaves missed. */
function unmetAt({ late, unmet }: CaseState, rules: Rules): Pick<CaseState, "unmet"> {
  const missed = late ?? unmet;
  return missed === undefined || !silenceGoesOn(rules) ? {} : { unmet: missed };
}

type Counted = Pick<CaseState, "late" | "missed" | "met" | "metUntil" | "outcomeMet" | "reopened" | "unmet">;

/** What is counted once somebody owes something: a duty settled counts unless one with a later date was counted before. */
export function countOwed(state: CaseState, event: OwedEvent, rules: Rules): Counted {
  const { missed, met, metUntil, outcomeMet, reopened } = state;
  const late = lateIn(state);
  const counted = { late, missed, met, metUntil, outcomeMet, reopened };
  if (event.why.startsWith("contested")) return { ...counted, outcomeMet: false, reopened: false };
  if (state.goesOn !== undefined) return countGoingOn(state, event, state.goesOn);
  if (state.obligation === null && event.why === "unanswered") {
    // An outcome nobody can read was not given: once its day has passed that is a miss like any other.
    const isLate = event.date > state.outcomeBy;
    return { ...counted, reopened: true, late: isLate ? "outcome" : late, missed: missed + (isLate ? 1 : 0) };
  }
  if (state.obligation === null || !settles(state, event, rules)) return counted;
  const over = { ...counted, late: late === "outcome" ? late : null };
  return countsAsMet(state, event.date)
    ? { ...over, met: met + 1, metUntil: dayOf(state.obligation.due, rules.calendar) }
    : over;
}

/** What goes on is as overdue as it was before words that nobody could read; if its day is over meanwhile, that is a miss. */
function countGoingOn(state: CaseState, { date }: OwedEvent, goesOn: Before): Counted {
  const { missed, met, metUntil, outcomeMet, obligation } = state;
  const late = lateIn(state) === "outcome" ? "outcome" : (goesOn.late ?? lateIn(state));
  const ended = obligation === null;
  const outcomeIsLate = ended && date > state.outcomeBy;
  const act = outcomeIsLate ? "outcome" : goesOn.act;
  const counted = { met, metUntil, outcomeMet, reopened: ended || state.reopened };
  return outcomeIsLate || date > goesOn.due
    ? { ...counted, late: lateAfter({ late }, { act }), missed: missed + 1 }
    : { ...counted, late, missed };
}

/**
 * What is counted once a case has closed: one outcome a case or review; setting aside is not among what was owed. A case that
 * nobody ended stays overdue where it was: nothing was given, and taking its readers away makes up for nothing.
 */
export function countClosed(state: CaseState, { why }: Pick<ClosedEvent, "why">, rules: Rules): Counted {
  if (why === "left") return state;
  const outcome = state.messages.at(-1)?.kind === "outcome" && !endedUnopened(state);
  const given = state.obligation !== null && outcome && !state.outcomeMet;
  const { missed, met, metUntil, outcomeMet } = state;
  const counted = { late: null, reopened: false, missed, metUntil, met: met + (given ? 1 : 0) };
  return { ...counted, outcomeMet: outcomeMet || given, ...(outcome ? {} : unmetAt(state, rules)) };
}

/** What stays overdue after a missed date: an outcome is not made up for by anything less. */
export function lateAfter({ late }: Pick<CaseState, "late">, { act }: Pick<MissedEvent, "act">): OwedAct {
  return late === "outcome" ? late : act;
}
