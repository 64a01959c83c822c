import * as matter from "@niuniu/matter";
import { dayOf } from "@niuniu/owe";
import { Refused } from "@niuniu/wire";
import type { Act, SealedEvent } from "./events.ts";
import { kind } from "./kind.ts";
import type { CaseState } from "./state.ts";
import type { Case, Decision, Setting } from "./terms.ts";

/** What deciding needs to know: the rules of this case, who is there, and what the chain looks like now. */
export type Context = Setting & {
  /** Chain head, hex; NO_HEAD for a case that does not exist yet. */
  readonly head: string;
  /** Hash of the roster statement in force, hex. */
  readonly statement: string;
};

/** Decides a signed act, as `decide` of platform/matter says. Throws Refused with a code of `refusals`. */
export function decide(state: CaseState | null, act: Act, now: number, context: Context): Decision {
  if (act.kind === "report") refuseReport(state, act, context);
  return matter.decide<Case>(kind, state, act, { ...context, now });
}

function refuseReport(state: CaseState | null, act: Extract<Act, { kind: "report" }>, context: Context): void {
  if (act.case === state?.case) throw new Refused("cases/already-reported");
  const isFirst = state === null && act.number === 1 && act.previous === context.head;
  if (isFirst && act.statement !== context.statement) throw new Refused("cases/other-statement");
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
  return matter.begin<Case>(kind, event, { ...context, now });
}
