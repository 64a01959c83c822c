import { closingOf, dayOf, endOf, type Day, type Instant } from "@niuniu/owe";
import type { OwedAct } from "./events.ts";
import { unreadWordsGiveNothing } from "./rules-version.ts";
import type { Before, CaseState, Message } from "./state.ts";
import type { Rules } from "./terms.ts";

/**
 * How things stand when a message settles what is owed, to be kept with it; nothing under the versions of the rules before.
 * `counted`: as a date met.
 */
export function standingBefore(
  { obligation, firstDue, held, late, metUntil }: CaseState,
  counted: boolean,
  rules: Rules,
): Pick<Message, "before"> {
  if (obligation === null || !unreadWordsGiveNothing(rules)) return {};
  const due = dayOf(obligation.due, rules.calendar);
  return { before: { act: obligation.act, due, firstDue, held, late, metUntil, counted } };
}

/** The words since the last that could be read, if this one is among them once it is said of it that it cannot be; else none. */
function unreadSince(messages: readonly Message[], number: number): readonly Message[] {
  const at = messages.findLastIndex((one) => one.unread !== true && one.number !== number);
  const since = messages.slice(at + 1);
  return since.some((one) => one.number === number) ? since : [];
}

/**
 * What goes on once its reporter could not read this message: how things stood before the first of the words that nobody could
 * read. Null where somebody has written since what can be read, as far as anybody has said, and where nothing was settled.
 */
export const silenceBefore = (messages: readonly Message[], number: number): Before | null =>
  unreadSince(messages, number).find(({ before }) => before !== undefined)?.before ?? null;

/** What this message seemed to make up for, where nobody has written an answer since that can be read: setting aside is none. */
function lateWithout(messages: readonly Message[], said: Message | undefined): OwedAct | null {
  const given = messages.some(
    ({ number, kind, unread }) => number > (said?.number ?? 0) && unread !== true && kind !== "junk",
  );
  return given ? null : (said?.before?.late ?? null);
}

/** The state once its reporter has said that this message cannot be read: it gave nothing, and counts as nothing. */
export function takenBack(state: CaseState, number: number): CaseState {
  const { messages, met, outcomeMet, metUntil } = state;
  const goesOn = silenceBefore(messages, number);
  const over = goesOn === null ? [] : unreadSince(messages, number);
  const said = messages.find((one) => one.number === number);
  const counted = said?.before?.counted === true;
  const left = messages.map((one): Message => {
    const { before, ...rest } = one;
    // What goes on is owed again from here: the next word that cannot be read is held against that.
    const kept = before === undefined || over.includes(one) ? rest : one;
    return one.number === number ? { ...kept, contested: true, unread: true } : kept;
  });
  return {
    ...state,
    messages: left,
    met: met - (counted ? 1 : 0),
    metUntil: goesOn?.metUntil ?? metUntil,
    outcomeMet: outcomeMet && !(counted && said.kind === "outcome"),
    late: state.late ?? lateWithout(messages, said),
    ...(goesOn === null ? {} : { goesOn }),
  };
}

/**
 * The date of a duty that goes on, where its day is not over: closing time, or where that has passed the end of the day, which in
 * its last millisecond is now. So on one day there is one answer, and no host can choose the other.
 */
export function dateOn(day: Day, now: Instant, { calendar }: Rules): Instant | null {
  if (dayOf(now, calendar) > day) return null;
  const closing = closingOf(day, calendar);
  return closing > now ? closing : endOf(day, calendar);
}
