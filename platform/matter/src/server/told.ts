import type { Notices, Plan } from "@niuniu/host";
import type { EventOf, Matter } from "../state.ts";
import { isMissed } from "../steps.ts";
import type { Row } from "./store.ts";

/** What led to it that somebody owes. */
interface Cause {
  readonly feature: string;
  readonly urgent: boolean;
  /** Who did it themselves, and needs not be told that it is theirs; null: nobody, or somebody who holds no account here. */
  readonly by: string | null;
  /** ms since epoch. */
  readonly now: number;
  /** How long before a date its owner is told once more. */
  readonly before: Notices["before"];
}

/** When whoever owns a matter is told: once it is theirs, and before its date. Of one that is closed, nothing more. */
export function toldOf<M extends Matter>(
  { id, state, due }: Pick<Row<M>, "id" | "state" | "due">,
  { feature, urgent, by, now, before: reminders }: Cause,
): Plan {
  const owner = state.obligation?.owner ?? "";
  const before = due === null ? [] : reminders(urgent).map((time) => due - time);
  const at = [...(due === null || by === owner ? [] : [now]), ...before.filter((time) => time > now)];
  return { about: `${feature}/due/${id}`, person: owner, urgent, at };
}

/** That whoever let a date pass is told so, once, where somebody else owes now; of a matter that is closed, nothing more. */
export function toldOfMiss<M extends Matter>(
  { id, state, due }: Pick<Row<M>, "id" | "state" | "due">,
  events: readonly EventOf<M>[],
  { feature, urgent, now }: Omit<Cause, "by" | "before">,
): readonly Plan[] {
  const about = `${feature}/missed/${id}`;
  if (due === null) return [{ about, person: "", urgent, at: [] }];
  const person = events.findLast((event) => isMissed<M>(event))?.person ?? null;
  return person === null || person === state.obligation?.owner ? [] : [{ about, person, urgent, at: [now] }];
}

/** Whether somebody else owes, or something else, or by another date. */
export function owesAnew<M extends Matter>(before: Row<M>, after: Row<M>): boolean {
  const [was, is] = [before.state.obligation, after.state.obligation];
  return was?.owner !== is?.owner || was?.act !== is?.act || before.due !== after.due;
}
