import type { Plan } from "@niuniu/host";
import type { Matter } from "../state.ts";
import type { Row } from "./store.ts";

const HOUR = 3_600_000;
/** ms before a date at which its owner is told once more. */
const BEFORE = { urgent: [24 * HOUR, 4 * HOUR, HOUR], calm: [72 * HOUR, 24 * HOUR] } as const;

/** What led to it that somebody owes. */
interface Cause {
  readonly feature: string;
  readonly urgent: boolean;
  /** Who did it themselves, and needs not be told that it is theirs; null: nobody, or somebody who holds no account here. */
  readonly by: string | null;
  /** ms since epoch. */
  readonly now: number;
}

/** When whoever owns a matter is told: once it is theirs, and before its date. Of one that is closed, nothing more. */
export function toldOf<M extends Matter>(
  { id, state, due }: Pick<Row<M>, "id" | "state" | "due">,
  { feature, urgent, by, now }: Cause,
): Plan {
  const owner = state.obligation?.owner ?? "";
  const before = due === null ? [] : BEFORE[urgent ? "urgent" : "calm"].map((time) => due - time);
  const at = [...(due === null || by === owner ? [] : [now]), ...before.filter((time) => time > now)];
  return { about: `${feature}/due/${id}`, person: owner, urgent, at };
}

/** Whether somebody else owes, or something else, or by another date. */
export function owesAnew<M extends Matter>(before: Row<M>, after: Row<M>): boolean {
  const [was, is] = [before.state.obligation, after.state.obligation];
  return was?.owner !== is?.owner || was?.act !== is?.act || before.due !== after.due;
}
