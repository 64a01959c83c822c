import { continued, type Person } from "@niuniu/matter";
import { Refused } from "@niuniu/wire";
import { clocksOf, nextWord, notAfterOutcome, outcomeDue } from "./clocks.ts";
import type { CaseClass } from "./routes.ts";
import { classesMove } from "./rules-version.ts";
import { without, type CaseState } from "./state.ts";
import type { NowOwed, Setting } from "./terms.ts";

const ranks: Readonly<Record<CaseClass, number>> = { ordinary: 0, serious: 1, crisis: 2 };

/** What a change of class says, whoever signs it. */
interface Reclass {
  readonly by: string;
  readonly to: CaseClass;
}

/** True where this is more urgent than that. */
export const isRaise = (from: CaseClass, to: CaseClass): boolean => ranks[to] > ranks[from];

/**
 * What follows when somebody says how urgent a case is (spec/owe.md §6): more urgent by one word, and its date may come sooner for
 * it; less urgent by the same word of two members of two sides, and no date moves. Throws Refused.
 */
export function whenReclassed(state: CaseState, act: Reclass, now: number, setting: Setting): NowOwed | null {
  if (!classesMove(setting)) throw new Refused("cases/older-rules");
  if (state.obligation === null) throw new Refused("cases/closed");
  if (act.to === state.class) throw new Refused("cases/same-class");
  if (isRaise(state.class, act.to)) return whenRaised(state, act.to, now, setting);
  if (act.by === "reporter") throw new Refused("cases/two-lower");
  if (isPending(state, act, setting.active) && !isSecond(state, act, setting.active))
    throw new Refused("cases/other-side-needed");
  return null;
}

function whenRaised(state: CaseState, to: CaseClass, now: number, setting: Setting): NowOwed | null {
  const owed = state.obligation;
  // What is written waits for a signature and nothing else; an outcome that is late, or came and could not be read, stays owed.
  const late = owed?.act === "outcome" && (state.reopened || outcomeDue(state, setting) <= now);
  if (owed === null || owed.act === "second" || late) return null;
  const raised = { ...state, class: to };
  const { answer, update } = clocksOf(raised, setting);
  const act = owed.act === "answer" ? "answer" : "update";
  const duty = notAfterOutcome(
    raised,
    { act, due: nextWord(now, act === "answer" ? answer : update, setting) },
    now,
    setting,
  );
  return duty.due < owed.due ? { ...continued(owed, "raised", {}), ...duty } : null;
}

/** The state once somebody has said so: of another class, or waiting for the word of another side. */
export function withClass(state: CaseState, act: Reclass, active: readonly Person[]): CaseState {
  if (isRaise(state.class, act.to) || isSecond(state, act, active))
    return { ...without("lowering", state), class: act.to };
  return { ...state, lowering: { to: act.to, by: act.by } };
}

/** Somebody who is still in office has signed the same class. */
const isPending = ({ lowering }: CaseState, { to }: Reclass, active: readonly Person[]): boolean =>
  lowering?.to === to && sideOf(lowering.by, active) !== undefined;

/** The same word of another side: with it the class is lower. */
const isSecond = (state: CaseState, act: Reclass, active: readonly Person[]): boolean =>
  isPending(state, act, active) && sideOf(state.lowering?.by ?? "", active) !== sideOf(act.by, active);

/** On whose side somebody in office sits; undefined for anybody else. */
export const sideOf = (id: string, active: readonly Person[]): Person["side"] | undefined =>
  active.find((person) => person.id === id)?.side;
