import { handedTo, type Owing } from "@niuniu/matter";
import { closingOf, dayOf, dueAt, serve, startOf, type Day } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { closedUnread, triedAgain, withUnopened } from "./cannot-open.ts";
import type {
  CaseTerms,
  ClosedEvent,
  Entry,
  MemberAct,
  OwedEvent,
  ReportAct,
  ReporterAct,
  SealedEvent,
  Why,
} from "./events.ts";
import { clocksOf } from "./clocks.ts";
import { ladderOf } from "./ladder.ts";
import { isMemberAct } from "./parse.ts";
import {
  limitsStay,
  openedAfterAllStays,
  openingCounts,
  silenceGoesOn,
  silenceIsBounded,
  unreadWordsGiveNothing,
  waitsUntilOpened,
} from "./rules-version.ts";
import { withoutProposal } from "./second.ts";
import { countClosed, countOwed, countsAsMet, isAgain, lateAfter, settles } from "./settled.ts";
import { without, type CaseState, type Message } from "./state.ts";
import type { Given, Rules } from "./terms.ts";
import { standingBefore, takenBack } from "./unread.ts";
import { withClass } from "./urgency.ts";

/** Folds one entry into the state. Checks nothing but that a case begins with a report: whether it is allowed is for `decide`. */
export function apply(state: CaseState | null, entry: Entry, given: Given): CaseState {
  if (state === null) {
    if (entry.kind !== "report" && entry.kind !== "sealed") throw new Refused("cases/malformed-history");
    return begin(entry, given);
  }
  const next = { ...state, entries: state.entries + 1 };
  if (entry.niuniu === "act v1")
    return isMemberAct(entry) ? applyMemberAct(next, entry, given) : applyReporterAct(next, entry, given);
  switch (entry.kind) {
    case "owed":
      return applyOwed({ ...next, day: entry.date }, entry, given);
    case "missed":
      return { ...next, day: entry.date, missed: state.missed + 1, late: lateAfter(state, entry) };
    case "closed":
      return {
        ...without("again", withoutProposal(withoutUnmet(next))),
        ...countClosed(next, entry, given),
        messages: messagesAtEnd(state, entry, given),
        left: entry.why === "left",
        day: entry.date,
        stage: "concluded",
        obligation: null,
        contestUntil: entry.contestUntil,
      };
    case "sealed":
      return next;
  }
}

function begin(entry: ReportAct | SealedEvent, rules: Rules): CaseState {
  const sealed = entry.kind === "sealed";
  return {
    case: entry.case,
    class: entry.class,
    sealed,
    entries: 1,
    day: entry.date,
    stage: "received",
    role: "intake",
    obligation: null,
    firstDue: entry.date,
    held: [],
    outcomeBy: entry.date,
    ...(silenceIsBounded(rules) ? { askedOn: entry.date } : {}),
    waiting: false,
    readers: sealed ? entry.readers : entry.wraps.filter((id) => id !== "reporter"),
    struck: sealed ? entry.struck : [],
    owners: [],
    served: { intake: [], investigation: [], decision: [], review: [] },
    opened: [],
    messages: [],
    missed: 0,
    late: null,
    reopened: false,
    met: 0,
    metUntil: "0000-00-00",
    outcomeMet: false,
    postponements: 0,
    contestUntil: null,
    seen: false,
    left: false,
  };
}

function applyReporterAct(state: CaseState, act: ReporterAct, given: Given): CaseState {
  switch (act.kind) {
    case "unanswered":
      if (state.proposed?.number === act.about) return applyReporterAct(withoutProposal(state), act, given);
      if (act.reason === "unreadable" && unreadWordsGiveNothing(given)) return takenBack(state, act.about);
      return contested(state, act.about);
    case "contest":
      return contested(state, act.about);
    case "seen":
      return { ...state, seen: true };
    case "raise":
      return withClass(state, act, given.active);
    case "report":
    case "say":
      return state;
  }
}

function contested(state: CaseState, about: number): CaseState {
  if (state.cannotOpen?.some(({ number }) => number === about) === true) return triedAgain(state);
  const messages = state.messages.map((one) => (one.number === about ? { ...one, contested: true } : one));
  return { ...state, messages };
}

function applyMemberAct(state: CaseState, act: MemberAct, given: Given): CaseState {
  if (isWords(act)) return applyWords(state, act);
  switch (act.kind) {
    case "open": {
      const opened = [...state.opened.filter(({ by }) => by !== act.by), { by: act.by, day: act.date }];
      return { ...proven(state, act.by), waiting: false, opened };
    }
    case "cannot-open":
      return { ...withUnopened(state, act), waiting: state.waiting && waitsUntilOpened(given) };
    case "postpone":
      return { ...state, postponements: state.postponements + 1 };
    case "reclass":
      return withClass(state, act, given.active);
    case "extend":
      return { ...state, outcomeBy: act.to, extended: true };
    case "rewrap":
      return withReader(state, act.reader, given);
    case "note":
    case "hand-over":
    case "second":
      return state;
  }
}

const isWords = (act: MemberAct): act is MessageAct => ["answer", "stage", "outcome", "junk"].includes(act.kind);

const applyWords = (state: CaseState, act: MessageAct): CaseState =>
  withMessage({ ...state, waiting: false, ...(act.kind === "stage" ? { stage: act.to } : {}) }, act);

/** The state with one more reader, or with one who was given a key anew. */
function withReader(state: CaseState, reader: string, given: Given): CaseState {
  const readers = state.readers.includes(reader) ? state.readers : [...state.readers, reader];
  if (!openingCounts(given)) return { ...state, readers };
  return { ...state, readers, unproven: [...(state.unproven ?? []).filter((id) => id !== reader), reader] };
}

/** The state once this member has opened the case, or written as somebody who has. */
function proven(state: CaseState, by: string): CaseState {
  const { unproven } = state;
  return unproven?.includes(by) === true ? { ...state, unproven: unproven.filter((id) => id !== by) } : state;
}

/** The state of a case that is open, or open again: what was missed before an end is then overdue. */
const openAgain = (state: CaseState): CaseState => (state.obligation === null ? withoutUnmet(state) : state);

/** What was missed before an end is overdue again, or was given. */
const withoutUnmet = (state: CaseState): CaseState => without("unmet", state);

type MessageAct = Extract<MemberAct, { readonly kind: Message["kind"] }>;

function withMessage(state: CaseState, { number, by, kind, date: wrote }: MessageAct): CaseState {
  const seen = kind === "outcome" || kind === "junk" ? false : state.seen;
  return { ...proven(state, by), seen, wrote, messages: [...state.messages, { number, by, kind, contested: false }] };
}

/** Reasons for which the same duty goes on with the same date, or an earlier or postponed one. */
const continuing: readonly Why[] = [
  ...(["opened", "handed-over", "postponed", "cannot-open", "absent", "left"] as const),
  ...(["raised", "extended", "proposed", "refused"] as const),
];
/** Reasons for which something is owed that was not owed before. What settles begins a new duty as well. */
const arising: readonly Why[] = ["submitted", "waiting", "contested", "contested-outside", "contested-again"];
/** Reasons with which a date passed and somebody was given a new one. */
const missing: readonly Why[] = ["missed", "nobody-left"];

function applyOwed(state: CaseState, event: OwedEvent, given: Given): CaseState {
  const { role, act, owner, why } = event;
  const served = { ...state.served, [role]: serve(state.served[role], owner) };
  const before = continuing.includes(why) ? state.obligation : null;
  const next = withProposal(state, event);
  const obligation: Owing<CaseTerms> = {
    subject: state.case,
    act,
    role,
    owner,
    due: given.due ?? closingOf(event.due, given.calendar),
    ladder: ladderOf(next, role, given),
    served: served[role],
    openedAt: before?.openedAt ?? startOf(event.date, given.calendar),
  };
  const anew = beginsAnew(state, event, given);
  return {
    ...without("again", without("goesOn", openAgain(next))),
    ...(isAgain(state, event, given) ? { again: true } : {}),
    ...countOwed(state, event, given),
    ...takenUp(state, event, given),
    messages: withDay(state, event, given),
    role,
    stage: isOpenAgain(state, event) ? stageOf[role] : state.stage,
    obligation,
    served,
    owners: state.owners.includes(owner) ? state.owners : [...state.owners, owner],
    waiting: why === "waiting" || (state.waiting && why !== "submitted"),
    firstDue: firstDue(state, event, { ...given, anew }),
    ...(asks(event, anew) && silenceIsBounded(given) ? { askedOn: event.date } : {}),
    held: handedTo(heldSoFar(state, event, anew), event),
    outcomeBy: outcomeBy(state, event, given),
    contestUntil: null,
    left: false,
  };
}

/** From here a word is waited for, where none has come. */
const asks = ({ why }: OwedEvent, anew: boolean): boolean => anew && arising.includes(why);

/** An outcome waits for a second signature, or does so no more. */
function withProposal(state: CaseState, { why }: OwedEvent): CaseState {
  if (why === "refused") return withoutProposal(state);
  const last = state.messages.at(-1);
  if (why !== "proposed" || last === undefined || state.obligation === null) return state;
  return { ...state, proposed: { number: last.number, by: last.by, act: state.obligation.act } };
}

/** Who has held what is owed until now; nobody where something begins. */
function heldSoFar(state: CaseState, { why, date }: OwedEvent, anew: boolean): CaseState["held"] {
  const { goesOn } = state;
  // Its date has not passed: whoever let it come to this held it all the while.
  if (goesOn !== undefined && date <= goesOn.due) return goesOn.held;
  return goesOn !== undefined || anew || missing.includes(why) || state.obligation === null ? [] : state.held;
}

/** An author's own day could be another: that it settled what was owed is said by the server, with its day. */
function withDay(state: CaseState, event: OwedEvent, rules: Rules): readonly Message[] {
  return settles(state, event, rules)
    ? lastSettling(state, event.date, { counted: countsAsMet(state, event.date), rules })
    : state.messages;
}

/** So with the outcome that ends a case, from the fourth version of the rules on. */
function messagesAtEnd(state: CaseState, { date }: ClosedEvent, rules: Rules): readonly Message[] {
  const last = state.proposed?.number ?? state.entries;
  const isEnd = state.messages.at(-1)?.number === last && unreadWordsGiveNothing(rules);
  const counted = state.messages.at(-1)?.kind === "outcome" && !state.outcomeMet;
  return isEnd ? lastSettling(state, date, { counted, rules }) : state.messages;
}

function lastSettling(
  state: CaseState,
  settledOn: Day,
  { counted, rules }: { readonly counted: boolean; readonly rules: Rules },
): readonly Message[] {
  const last = state.messages.at(-1);
  if (last === undefined) return [];
  return [...state.messages.slice(0, -1), { ...last, settledOn, ...standingBefore(state, counted, rules) }];
}

function beginsAnew(state: CaseState, event: OwedEvent, rules: Rules): boolean {
  // Nothing was said by an end that nobody could open: what follows belongs to the silence before it.
  if (silenceGoesOn(rules) && state.obligation === null && closedUnread(state)) return false;
  return isOpenAgain(state, event) || arising.includes(event.why) || settles(state, event, rules);
}

/** Somebody could open after all what was closed because nobody could. */
const isOpenAgain = ({ obligation }: CaseState, { why }: OwedEvent): boolean => obligation === null && why === "opened";

/** Whoever takes up after all what closed because nobody could open it has said by that that they can. */
function takenUp(state: CaseState, event: OwedEvent, rules: Rules): Pick<CaseState, "openedAfterAll"> {
  if (!isOpenAgain(state, event) || !openedAfterAllStays(rules)) return {};
  return { openedAfterAll: [...(state.openedAfterAll ?? []).filter((id) => id !== event.owner), event.owner] };
}

/** The stage in which each role owns. */
const stageOf = {
  intake: "received",
  investigation: "assessed",
  decision: "investigated",
  review: "concluded",
} as const;

/** The limit belongs to the silence: nothing but an act that settles what is owed gives room for another postponement. */
function firstDue(state: CaseState, { why, due }: OwedEvent, given: Given & { readonly anew: boolean }): Day {
  const { goesOn } = state;
  const first = goesOn !== undefined && goesOn.firstDue < state.firstDue ? goesOn.firstDue : state.firstDue;
  if (limitsStay(given)) return given.anew || due < first ? due : first;
  return why !== "opened" && continuing.includes(why) && state.obligation !== null ? state.firstDue : due;
}

function outcomeBy(state: CaseState, event: OwedEvent, { policy, calendar }: Given): Day {
  const clocks = clocksOf(state, { policy, calendar });
  const from = startOf(event.date, calendar);
  if (event.why === "submitted" || event.why === "waiting")
    return dayOf(dueAt(from, clocks.outcome, calendar), calendar);
  if (event.why.startsWith("contested")) return dayOf(dueAt(from, clocks.review, calendar), calendar);
  return state.outcomeBy;
}
