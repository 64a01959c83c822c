import { continued, type Person } from "@niuniu/matter";
import { dayOf, nextOwner, OweError } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { endedUnopened, endingOf, triedAgain } from "./cannot-open.ts";
import { afterAnswer, clocksOf, nextWord, notAfterOutcome, outcomeDue, until } from "./clocks.ts";
import { afterEmptyWord } from "./empty-words.ts";
import type { CaseTerms, ReporterAct, ReportAct, SealedEvent } from "./events.ts";
import { canRead, chooseOwner, isEnough, ladderOf, objectedTo, standingOf } from "./ladder.ts";
import { authorsAreBarred, limitsStay, silenceGoesOn, unreadWordsGiveNothing } from "./rules-version.ts";
import type { Before, CaseState, Message, Unopened } from "./state.ts";
import { apply } from "./apply.ts";
import type { Consequence, Duty, NowOwed, Rules, Setting } from "./terms.ts";
import { dateOn, silenceBefore } from "./unread.ts";
import { whenReclassed } from "./urgency.ts";

/** What follows when the reporter acts on a case that is under way. Throws Refused. */
export function whenReporterActs(state: CaseState, act: ReporterAct, now: number, setting: Setting): Consequence {
  if (state.sealed) throw new Refused("cases/sealed-file");
  switch (act.kind) {
    case "report":
      throw new Refused("cases/already-reported");
    case "say":
      return null;
    case "unanswered":
      return whenUnanswered(state, act, now, setting);
    case "seen": {
      lastOutcome(state, act.about);
      if (state.seen) throw new Refused("cases/already-seen");
      const end = until(now, setting.policy.contest.afterReturn, setting);
      return { kind: "closed", contestUntil: dayOf(end, setting.calendar) };
    }
    case "raise":
      return whenReclassed(state, act, now, setting);
    case "contest":
      return review(state, lastOutcome(state, act.about), now, setting);
  }
}

function whenUnanswered(
  state: CaseState,
  { about, reason }: Extract<ReporterAct, { kind: "unanswered" }>,
  now: number,
  setting: Setting,
): NowOwed {
  const message = freshMessage(state, about);
  const isOutcome = message.kind === "outcome" || message.kind === "junk";
  if (isOutcome && reason === "not-an-answer") throw new Refused("cases/contest-instead");
  if (isOutcome && state.proposed?.number === about) return proposeAgain(state, message, now, setting);
  if (isOutcome) return reopenUnreadable(state, message, now, setting);
  return answerAgain(state, message, now, { ...setting, unreadable: reason === "unreadable" });
}

/** What follows when a case begins: the first owner and the first date. Throws Refused. */
export function whenSubmitted(entry: ReportAct | SealedEvent, now: number, setting: Setting): NowOwed {
  const state = apply(null, entry, setting);
  const readers = setting.active.filter((person) => canRead(state, person.id, setting.active));
  if (readers.length !== state.readers.length) throw new Refused("cases/unknown-reader");
  if (!isEnough(readers)) throw new Refused("cases/too-few-readers");
  const hasOwnWrap = entry.kind === "report" && entry.wraps.includes("reporter");
  // Without an own wrap the reporter cannot re-wrap for new people: somebody who cannot be dismissed must be able to.
  if (!hasOwnWrap && !readers.some((person) => person.side === "outside")) throw new Refused("cases/outside-needed");
  if (setting.policy.classes[state.class] === undefined) throw new Refused("cases/older-rules");
  const clocks = clocksOf(state, setting);
  const waits = setting.unread >= setting.policy.waitingAfter;
  return {
    kind: "owed",
    why: waits ? "waiting" : "submitted",
    role: "intake",
    act: "answer",
    owner: chooseOwner(state, "intake", setting),
    due: nextWord(now, waits ? clocks.waiting : clocks.answer, setting),
  };
}

/** `unreadable`: its reporter could not read the message; else it is said to be no answer. */
function answerAgain(
  state: CaseState,
  message: Message,
  now: number,
  { unreadable, ...setting }: Setting & { readonly unreadable: boolean },
): NowOwed {
  const owed = state.obligation;
  if (owed === null) throw new Refused("cases/closed");
  const silence = unreadable ? silenceOf(state, message, setting) : null;
  const due = Math.min(owed.due, dueAgain(state, silence, now, setting));
  // What is written waits for its second signature, only sooner.
  if (owed.act === "second") return continued<CaseTerms>(owed, "unanswered", { due });
  const another = unreadable
    ? silence === null
      ? null
      : anotherThan(message, state, setting)
    : afterEmptyWord(state, message, setting);
  const said = { kind: "owed", why: "unanswered", role: state.role, owner: another ?? owed.owner } as const;
  if (!limitsStay(setting)) return { ...said, act: "answer", due };
  // A complaint does not turn an outcome that is late, or came and could not be read, into a mere answer.
  const stays = owed.act === "outcome" && (state.reopened || outcomeDue(state, setting) <= now);
  return {
    ...said,
    ...(stays ? { act: "outcome", due } : notAfterOutcome(state, { act: "answer", due }, now, setting)),
  };
}

/** What waits for a second signature and cannot be read is not signed but written anew, by somebody else if anybody is here. */
function proposeAgain(state: CaseState, message: Message, now: number, setting: Setting): NowOwed {
  const { proposed, ...before } = state;
  const due = Math.min(state.obligation?.due ?? now, until(now, clocksOf(state, setting).unanswered, setting));
  const owner = anotherThan(message, before, setting) ?? message.by;
  return { kind: "owed", why: "unanswered", role: state.role, act: proposed?.act ?? "outcome", owner, due };
}

/** What goes on because this message could not be read; null where nothing does, and under the versions of the rules before. */
const silenceOf = (state: CaseState, { number }: Message, rules: Rules): Before | null =>
  unreadWordsGiveNothing(rules) ? silenceBefore(state.messages, number) : null;

/** By when it is owed again: not later than it was owed before the words that nobody could read, unless that day is over. */
function dueAgain(state: CaseState, silence: Before | null, now: number, setting: Setting): number {
  const due = until(now, clocksOf(state, setting).unanswered, setting);
  const date = silence === null ? null : dateOn(silence.due, now, setting);
  return date === null ? due : Math.min(date, due);
}

/**
 * An outcome that cannot be read is not one: it is owed again, by somebody who has not written such a one if anybody is here.
 * Under `policy v1` by the person who gave it, if that person is still there.
 */
function reopenUnreadable(state: CaseState, message: Message, now: number, setting: Setting): NowOwed {
  lastOutcome(state, message.number);
  refuseAfterWindow(state, now, setting);
  const there = canRead(state, message.by, setting.active) && !setting.absent.includes(message.by);
  const another = authorsAreBarred(setting) ? anotherThan(message, state, setting) : null;
  return {
    kind: "owed",
    why: "unanswered",
    role: state.role,
    act: "outcome",
    owner: another ?? (there ? message.by : chosenOrRefused(state, setting)),
    due: dueAgain(state, silenceOf(state, message, setting), now, setting),
  };
}

/** The next owner among those here who wrote no outcome that was objected to; else among those who did not write this one. */
function anotherThan({ by }: Message, state: CaseState, setting: Setting): string | null {
  const standing = standingOf(state, state.role, setting);
  const here = ladderOf(state, state.role, setting).filter((id) => id !== by && !setting.absent.includes(id));
  const barred = [...objectedTo(state), ...unreadBy(state, setting)];
  const fresh = here.filter((id) => !barred.includes(id));
  const eligible = fresh.length > 0 ? fresh : here;
  return eligible.length === 0
    ? null
    : nextOwner(eligible, { ...standing, eligible, served: state.served[state.role] });
}

/** Whose words its reporter could not read; nobody's under the versions of the rules before. */
const unreadBy = ({ messages }: CaseState, rules: Rules): readonly string[] =>
  unreadWordsGiveNothing(rules) ? messages.flatMap(({ by, unread }) => (unread === true ? [by] : [])) : [];

function review(state: CaseState, outcome: Unopened, now: number, setting: Setting): NowOwed {
  if (outcome.contested) throw new Refused("cases/already-contested");
  // Whoever wrote what nobody can open must not keep everybody trying: twice is enough.
  if (endedUnopened(state) && state.cannotOpen?.some(({ contested }) => contested) === true)
    throw new Refused("cases/tried-twice");
  refuseAfterWindow(state, now, setting);
  const end = until(now, clocksOf(state, setting).review, setting);
  const reviewed = { ...state, outcomeBy: dayOf(end, setting.calendar) };
  const asked = endedUnopened(state) ? triedAgain(state) : state;
  return { kind: "owed", role: "review", ...reviewer(asked, outcome, setting), ...reviewDuty(reviewed, now, setting) };
}

/** An update where there was an outcome; where nobody could open the report, it has had no answer, and one is owed as after a complaint. */
function reviewDuty(state: CaseState, now: number, setting: Setting): Duty {
  if (!silenceGoesOn(setting) || !endedUnopened(state)) return afterAnswer(state, now, setting);
  const due = until(now, clocksOf(state, setting).unanswered, setting);
  return notAfterOutcome(state, { act: "answer", due }, now, setting);
}

/** A person who never owned the case; else the outside member; else anybody but the person whose outcome is contested. */
function reviewer(state: CaseState, outcome: Unopened, setting: Setting): Pick<NowOwed, "why" | "owner"> {
  const ladder = ladderOf(state, "review", setting);
  const present = ladder.filter((id) => !setting.absent.includes(id));
  const fresh = present.find((id) => !state.owners.includes(id));
  if (fresh !== undefined) return { why: "contested", owner: fresh };
  const authors = authorsAreBarred(setting) ? authorsOf(state) : [outcome.by];
  const uninvolved = present.filter((id) => !authors.includes(id));
  const others = uninvolved.length > 0 ? uninvolved : present.filter((id) => id !== outcome.by);
  const outside = others.find((id) => isOutside(id, setting.active));
  if (outside !== undefined) return { why: "contested-outside", owner: outside };
  return { why: "contested-again", owner: others[0] ?? chosenOrRefused({ ...state, role: "review" }, setting) };
}

/** Everybody who has written an outcome of this case, or has set it aside. */
function authorsOf({ messages }: CaseState): readonly string[] {
  return messages.flatMap(({ kind, by }) => (kind === "outcome" || kind === "junk" ? [by] : []));
}

function chosenOrRefused(state: CaseState, setting: Setting): string {
  try {
    return chooseOwner(state, state.role, setting);
  } catch (error) {
    if (error instanceof OweError) throw new Refused("cases/nobody-left");
    throw error;
  }
}

function isOutside(id: string, active: readonly Person[]): boolean {
  return active.some((person) => person.id === id && person.side === "outside");
}

function freshMessage(state: CaseState, number: number): Message {
  const message = state.messages.find((one) => one.number === number);
  if (message === undefined) throw new Refused("cases/nothing-there");
  if (message.contested) throw new Refused("cases/already-contested");
  return message;
}

/** The outcome that closed the case; nothing earlier can be contested or read late. */
function lastOutcome(state: CaseState, number: number): Unopened {
  if (state.contestUntil === null) throw new Refused("cases/still-open");
  const message = endingOf(state);
  if (message?.number !== number) throw new Refused("cases/nothing-there");
  return message;
}

function refuseAfterWindow(state: CaseState, now: number, { calendar }: Setting): void {
  if (state.contestUntil !== null && dayOf(now, calendar) > state.contestUntil) {
    throw new Refused("cases/contest-over", { day: state.contestUntil });
  }
}
