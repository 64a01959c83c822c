import { isChained } from "@niuniu/matter/web";
import { dayOf } from "@niuniu/owe";
import { endedUnopened, endingOf } from "../../cannot-open.ts";
import { until } from "../../clocks.ts";
import type { CaseState, Message } from "../../state.ts";
import { windowOf } from "../closing.ts";
import { TO_REPORTER, type OpenThread } from "./receipt-case.ts";

/**
 * What a reporter most likely wants to do now: read how the case ended, answer what was said last, contest an outcome that
 * can be, or wait. Everything else stays within a press.
 */
type Next = "read" | "answer" | "contest" | "wait";

/** What stands first on the page of a case. */
export interface First {
  readonly next: Next;
  /** The newest message to the reporter; null where nobody has written yet, or what was written last is owed anew. */
  readonly number: number | null;
  /** Besides the act that stands out, what can be said about that message. */
  readonly objection: "unanswered" | "contest" | null;
}

/** The days until which an ending can be contested: read on the day of `now`, or not read at all. */
export interface Reading {
  readonly about: number;
  readonly read: string;
  readonly unread: string;
}

type Seen = Pick<OpenThread, "state" | "entries" | "contents" | "witness" | "alarms">;

/**
 * How a case ended, where its reporter has not read that yet: reading it gives the time for contesting another end, so that it must be
 * said before. Null where nothing is to be read, or cannot be. `now`: ms since epoch.
 */
export function unreadEnding(thread: Seen, now: number): Reading | null {
  const { state, contents, witness } = thread;
  if (state?.obligation !== null || state.seen || state.contestUntil === null) return null;
  const last = isChained(thread) ? endingOf(state) : null;
  // That nobody can open the report stands in the act itself.
  if (last === null || !(endedUnopened(state) || contents.get(last.number)?.kind === "message")) return null;
  const end = until(now, witness.policy.contest.afterReturn, witness);
  return { about: last.number, read: dayOf(end, witness.calendar), unread: state.contestUntil };
}

/** Whether this message can be called no answer, or this outcome be contested, on the day `today`. */
export function objectionTo(state: CaseState | null, number: number, today: string): First["objection"] {
  if (state === null) return null;
  if (state.obligation === null) {
    return endingOf(state)?.number === number && windowOf(state, today) === "open" ? "contest" : null;
  }
  const message = state.messages.find((one) => one.number === number);
  if (message === undefined || !isOpenAnswer(message)) return null;
  return message === state.messages.at(-1) || standsAlone(state, message) ? "unanswered" : null;
}

const isOpenAnswer = ({ kind, contested }: Message): boolean => (kind === "answer" || kind === "stage") && !contested;

/**
 * Once something newer came, what is said of an older answer changes one thing: whether any has stood (`hasStood` of the rules). That
 * is so of one which settled what was owed, where no other did but the newest message.
 */
function standsAlone({ messages }: CaseState, message: Message): boolean {
  const others = messages.slice(0, -1).filter((one) => isOpenAnswer(one) && one.settledOn !== undefined);
  return others.length === 1 && others[0] === message;
}

const numberOf = (entries: Seen["entries"], kinds: readonly string[]): number =>
  entries.findLast(({ entry }) => kinds.includes(entry.kind))?.entry.number ?? 0;

/** What stands first, `now` (ms since epoch), which is the day `today` where the organisation is. */
export function firstOf(thread: Seen, now: number, today: string): First {
  const newest = numberOf(thread.entries, TO_REPORTER);
  const { state } = thread;
  // An outcome that is owed anew, under review or because it could not be read, stands first no more: who owes it does.
  const ended = newest === numberOf(thread.entries, ["outcome", "junk"]) && state?.proposed === undefined;
  const over = ended && state?.obligation != null;
  if (newest === 0 || over)
    return { next: unreadEnding(thread, now) === null ? "wait" : "read", number: null, objection: null };
  const objection = objectionTo(thread.state, newest, today);
  return { next: nextAfter(thread, newest, { objection, now }), number: newest, objection };
}

function nextAfter(
  thread: Seen,
  newest: number,
  { objection, now }: Pick<First, "objection"> & { readonly now: number },
): Next {
  const content = thread.contents.get(newest);
  if (unreadEnding(thread, now) !== null) return "read";
  if (content?.kind !== "message") return "wait";
  if (objection === "contest") return content.letter.finding === "substantiated" ? "wait" : "contest";
  // A reason for another date asks for nothing.
  const isAnswer = newest === numberOf(thread.entries, ["answer", "stage"]);
  const answered = newest < numberOf(thread.entries, ["say", "unanswered"]);
  return thread.state?.obligation != null && isAnswer && !answered ? "answer" : "wait";
}
