import { addDays, dayOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import { append, type Decision } from "./append.ts";
import { apply } from "./apply.ts";
import { toSay, type Consequence, type Setting } from "./consequence.ts";
import type { Act, SealedEvent } from "./events.ts";
import { whenMemberActs } from "./member-acts.ts";
import { isMemberAct } from "./parse.ts";
import { whenReporterActs, whenSubmitted } from "./reporter-acts.ts";
import type { CaseState } from "./state.ts";

/** What deciding needs to know: the rules of this case, who is there, and what the chain looks like now. */
export type Context = Setting & {
  /** Chain head, hex; NO_HEAD for a case that does not exist yet. */
  readonly head: string;
  /** Hash of the roster statement in force, hex. */
  readonly statement: string;
};

/**
 * Decides a signed act (spec/owe.md §6). Promises: the act and the events, folded into the state, give exactly `state`; an open case stays
 * with one owner, one act and one date after `now`. Trusts the caller for the signature and for `now`. Call `tick` first when a date has
 * passed. Throws Refused with a code of `refusals`.
 */
export function decide(state: CaseState | null, act: Act, now: number, context: Context): Decision {
  refuseMisplaced(state, act, now, context);
  const consequence = judge(state, act, now, context);
  const after = apply(state, act, context);
  return append(after, consequence === null ? [] : [toSay(after, consequence, context)], now, context);
}

/** Takes in a file that was sealed by hand, as a case without a reporter's key, which names the statement in force. Throws Refused. */
export function takeIn(
  file: Pick<SealedEvent, "case" | "class" | "readers" | "struck">,
  now: number,
  context: Omit<Context, "head">,
): Decision {
  const event: SealedEvent = {
    niuniu: "event v1",
    case: file.case,
    number: 1,
    kind: "sealed",
    date: dayOf(now, context.calendar),
    class: file.class,
    readers: file.readers,
    struck: file.struck,
    statement: context.statement,
  };
  const consequence = whenSubmitted(event, now, context);
  const state = apply(null, event, context);
  const decision = append(state, [toSay(state, consequence, context)], now, context);
  return { ...decision, events: [event, ...decision.events] };
}

/** What follows from an act, were it allowed; refuses it if not. Used by both sides: by the server before, by the browser after. */
export function judge(state: CaseState | null, act: Act, now: number, setting: Setting): Consequence {
  if (state === null) {
    if (act.kind !== "report") throw new Refused("cases/unknown-case");
    return whenSubmitted(act, now, setting);
  }
  return isMemberAct(act) ? whenMemberActs(state, act, now, setting) : whenReporterActs(state, act, now, setting);
}

function refuseMisplaced(state: CaseState | null, act: Act, now: number, context: Context): void {
  if (state !== null) refuseForeign(state, act, now);
  if (act.number !== (state?.entries ?? 0) + 1 || act.previous !== context.head) throw new Refused("cases/stale-head");
  if (act.kind === "report" && act.statement !== context.statement) throw new Refused("cases/other-statement");
  const today = dayOf(now, context.calendar);
  // A day either way: the author's clock and zone are the author's.
  if (act.date < addDays(today, -1) || act.date > addDays(today, 1)) throw new Refused("cases/wrong-date");
}

function refuseForeign(state: CaseState, act: Act, now: number): void {
  if (act.case !== state.case) throw new Refused("cases/wrong-case");
  if (act.kind === "report") throw new Refused("cases/already-reported");
  if (state.obligation !== null && state.obligation.due <= now) throw new Refused("cases/date-passed");
}
