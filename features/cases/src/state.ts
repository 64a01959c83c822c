import type { Day, Obligation } from "@niuniu/owe";
import type { Role } from "./policy.ts";
import type { OwedAct } from "./events.ts";
import type { CaseClass, Stage } from "./routes.ts";

/** A signed text to the reporter that can be said not to be one. */
export interface Message {
  readonly number: number;
  readonly by: string;
  readonly kind: "answer" | "stage" | "outcome" | "junk";
  readonly contested: boolean;
}

/** Somebody who signed that the report cannot be opened; like an outcome, it can be contested once it has ended the case. */
export type Unopened = Pick<Message, "number" | "by" | "contested">;

/** From this day on this member held the duty. */
export interface Holding {
  readonly by: string;
  readonly since: Day;
}

/** Everything the rules know of a case, folded from its entries. Plain JSON; no text of anybody is in it. */
export interface CaseState {
  readonly case: string;
  readonly class: CaseClass;
  /** A file sealed by hand: there is no key to sign or to re-wrap with. */
  readonly sealed: boolean;
  readonly entries: number;
  /** Day of the last server event. */
  readonly day: Day;
  readonly stage: Stage;
  readonly role: Role;
  /** What is owed; null when the case is closed. `due` is the one exact date, `openedAt` is the start of a day. */
  readonly obligation: Obligation | null;
  /** What postponing is counted from: the earliest date of the silence that lasts, until something is settled. */
  readonly firstDue: Day;
  /** Who has held what is owed, the first of them first; only days on which it changed hands. */
  readonly held: readonly Holding[];
  /** The written outcome, of the case or of its review, is owed by this day. */
  readonly outcomeBy: Day;
  /** In the waiting pool: nobody has opened it, and it arrived while very many were unread. */
  readonly waiting: boolean;
  /** Who holds a wrap. */
  readonly readers: readonly string[];
  /** Struck out, as far as this side can know. */
  readonly struck: readonly string[];
  /** Everybody who ever owned it, in order. */
  readonly owners: readonly string[];
  /** Who owned in each role, the most recent last. */
  readonly served: Readonly<Record<Role, readonly string[]>>;
  readonly opened: readonly { readonly by: string; readonly day: Day }[];
  readonly messages: readonly Message[];
  /** Who could not open it; absent while nobody has said so. */
  readonly cannotOpen?: readonly Unopened[];
  readonly missed: number;
  /** What was missed and has not been given since; null when nothing is overdue. */
  readonly late: OwedAct | null;
  /** The outcome could not be read and is owed again. */
  readonly reopened: boolean;
  /** Duties settled, each counted once: not before the date of the one counted last, and one outcome a case or review. */
  readonly met: number;
  /** The date of the duty counted last. */
  readonly metUntil: Day;
  readonly outcomeMet: boolean;
  readonly postponements: number;
  /** Last day an outcome can be contested; null while the case is open. */
  readonly contestUntil: Day | null;
  /** The reporter has signed that the outcome was read. */
  readonly seen: boolean;
}

/** What a state stored before these fields existed stands for. Its misses are judged without them. */
const FIRST = { held: [], late: null, reopened: false, met: 0, metUntil: "0000-00-00", outcomeMet: false } as const;

/** A stored state as this version knows it: what an older one did not write yet is filled in. */
export function completed(stored: CaseState, overdue: boolean): CaseState {
  if ("held" in (stored as object)) return stored;
  const act = stored.obligation?.act;
  const late = overdue && (act === "answer" || act === "update" || act === "outcome") ? act : null;
  return { ...stored, ...FIRST, late };
}
