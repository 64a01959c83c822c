import type { Day, Obligation } from "@niuniu/owe";
import type { Role } from "./policy.ts";
import type { CaseClass, Stage } from "./routes.ts";

/** A signed text to the reporter that can be said not to be one. */
export interface Message {
  readonly number: number;
  readonly by: string;
  readonly kind: "answer" | "stage" | "outcome" | "junk";
  readonly contested: boolean;
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
  /** The date this duty had before it was postponed. */
  readonly firstDue: Day;
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
  readonly missed: number;
  readonly postponements: number;
  /** Last day an outcome can be contested; null while the case is open. */
  readonly contestUntil: Day | null;
  /** The reporter has signed that the outcome was read. */
  readonly seen: boolean;
}
