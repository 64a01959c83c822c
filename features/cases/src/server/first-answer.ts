import { daysBetween, type Day } from "@niuniu/owe";
import type { Act } from "../events.ts";
import type { CaseState, Message } from "../state.ts";
import type { Tally } from "./store-figures.ts";

/**
 * What this server notes of a message for what it counts in public, `unread` under the versions of the rules as well that do not
 * look at it; no page is told.
 */
type Noted = Message & {
  /** The day it came. Messages stored by an older version have none. */
  readonly came?: Day;
};

const answering: readonly Message["kind"][] = ["answer", "stage", "outcome"];

/** The messages after a step of `day`, with what this server notes of them: `said` on each that the step brought, or is about. */
export function withNotes(messages: CaseState["messages"], act: Act | null, day: Day): CaseState["messages"] {
  const about = act?.kind === "unanswered" && act.reason === "unreadable" ? act.about : null;
  return messages.map((one): Noted => {
    if (one.number === about) return { ...one, unread: true };
    return one.number === act?.number ? { ...one, came: day } : one;
  });
}

/** How long the first answer took that could be read, as the figures count it; null before there is one, or where it is not known. */
function firstAnswer(messages: readonly Noted[], begun: Day): Tally | null {
  const first = messages.find(({ unread }) => unread === undefined);
  const known = messages
    .slice(0, first === undefined ? 0 : messages.indexOf(first) + 1)
    .every(({ came }) => came !== undefined);
  // Setting a report aside is an outcome, but nobody would call it an answer.
  if (first?.came === undefined || !known || !answering.includes(first.kind)) return null;
  return { day: first.came, what: "answered", days: Math.max(0, daysBetween(begun, first.came)) };
}

/**
 * What a step of `today` changes in how long first answers took: one more, and one taken back that its reporter could not read. Of a
 * case whose first answer an older version counted, nothing is taken back. It is all counted on the day it is known: what was
 * published of a month that is over must stand, or whoever compares calls it a lie.
 */
export function answeredAnew(
  before: readonly Message[],
  after: readonly Message[],
  { begun, today }: { readonly begun: Day; readonly today: Day },
): readonly (Tally & { readonly count: 1 | -1 })[] {
  const [was, is] = [firstAnswer(before, begun), firstAnswer(after, begun)];
  if (was?.day === is?.day && was?.days === is?.days) return [];
  return [
    ...(was === null ? [] : [{ ...was, day: today, count: -1 } as const]),
    ...(is === null ? [] : [{ ...is, day: today, count: 1 } as const]),
  ];
}
