import { continued, type Owing } from "@niuniu/matter";
import { dayOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { clocksOf, notAfterOutcome, until } from "./clocks.ts";
import type { CaseTerms } from "./events.ts";
import { chooseOwner, ladderOf } from "./ladder.ts";
import type { CaseState, Unopened } from "./state.ts";
import type { Consequence, NowOwed, Setting } from "./terms.ts";

/** Who has signed that they cannot open it, in order. Once its reporter has objected to that end, everybody has to try again. */
export const triedBy = ({ cannotOpen = [] }: Pick<CaseState, "cannotOpen">): readonly string[] =>
  cannotOpen.flatMap(({ by, contested }) => (contested ? [] : [by]));

/** The state with one more who cannot open it. */
export function withUnopened(state: CaseState, { number, by }: Omit<Unopened, "contested">): CaseState {
  return {
    ...state,
    seen: false,
    cannotOpen: [...(state.cannotOpen ?? []), { number, by, contested: false }],
  };
}

/** The state once its reporter has objected to what all of them said, and not to what the last of them said. */
export function triedAgain(state: CaseState): CaseState {
  return { ...state, cannotOpen: (state.cannotOpen ?? []).map((one) => ({ ...one, contested: true })) };
}

/** What of the state tells how a case ended. */
type Ended = Pick<CaseState, "cannotOpen" | "messages" | "left">;

/** What ended a case that is closed: its last outcome, or the last word that nobody can open it. Null where nobody ended it. */
export function endingOf({ cannotOpen = [], messages, left }: Ended): Unopened | null {
  if (left) return null;
  const outcome = messages.findLast(({ kind }) => kind === "outcome" || kind === "junk") ?? null;
  const unopened = cannotOpen.at(-1) ?? null;
  return (unopened?.number ?? 0) > (outcome?.number ?? 0) ? unopened : outcome;
}

/** True where the last word on a case was that nobody can open it, and no outcome. */
export function endedUnopened(state: Ended): boolean {
  const unopened = state.cannotOpen?.at(-1);
  return unopened !== undefined && endingOf(state) === unopened;
}

/** True for a case that is closed because nobody who was here could open it, or nobody who can is in office. */
export function closedUnread(state: Ended & Pick<CaseState, "obligation">): boolean {
  return state.obligation === null && (state.left || endedUnopened(state));
}

/**
 * What follows when the owner, whose duty is `owed`, cannot open a report (spec/owe.md §6): the next reader here who has not said
 * so gets it, act and date unchanged; once nobody is left to try, the case closes. So one honest reader keeps it open,
 * and one reader of a file that nobody can open ends it at once. Whoever has written to the reporter has read the report:
 * their keys stand in it. Who took it up after such an end can open it, and it waits for them, here or not. Throws Refused.
 */
export function whenCannotOpen(
  state: CaseState,
  { number, by }: { readonly number: number; readonly by: string },
  now: number,
  { owed, ...setting }: Setting & { readonly owed: Owing<CaseTerms> },
): Exclude<Consequence, null> {
  const could = state.openedAfterAll ?? [];
  if (could.includes(by) || state.messages.some((message) => message.by === by)) throw new Refused("cases/could-open");
  const tried = withUnopened(state, { number, by });
  const ladder = ladderOf(tried, state.role, setting);
  const asked = (id: string): boolean => could.includes(id) || !setting.absent.includes(id);
  const left = ladder.filter((id) => !triedBy(tried).includes(id) && asked(id));
  if (left.length === 0) {
    const end = until(now, setting.policy.contest.otherwise, setting);
    const contestUntil = dayOf(end, setting.calendar);
    return { kind: "closed", contestUntil, skipped: ladder.filter((id) => setting.absent.includes(id)) };
  }
  return continued(owed, "cannot-open", { owner: chooseOwner(tried, state.role, setting) });
}

/**
 * A case that closed because nobody here could open it is open again as soon as a reader opens it who has not said so: somebody
 * who was away, had left, or was let in later. Null for anybody else, and once an outcome could not be contested any more.
 */
export function whenOpenedAfterAll(state: CaseState, by: string, now: number, setting: Setting): NowOwed | null {
  const { contestUntil } = state;
  const over = contestUntil === null || dayOf(now, setting.calendar) > contestUntil;
  const unread = state.left || endedUnopened(state);
  if (over || !unread || triedBy(state).includes(by)) return null;
  const due = until(now, clocksOf(state, setting).afterOpening, setting);
  const duty = notAfterOutcome(state, { act: "answer", due }, now, setting);
  return { kind: "owed", why: "opened", role: state.role, owner: by, ...duty };
}
