import type { Day, Obligation } from "@niuniu/owe";
import type { ActFields, ClosedEvent, EventFields, MissedEvent, OwedEvent, Terms } from "./entry.ts";

/** What somebody owes, in the words of its kind. */
export type Owing<T extends Terms = Terms> = Obligation & { readonly act: T["act"]; readonly role: T["role"] };

/** What is known of any matter, folded from its entries. */
export interface MatterState<T extends Terms = Terms> {
  /** The matter's name. */
  readonly case: string;
  readonly entries: number;
  /** Day of the last server event. */
  readonly day: Day;
  readonly role: T["role"];
  /** What is owed; null when the matter is closed. `due` is the one exact date. */
  readonly obligation: Owing<T> | null;
  /** Last day on which its end can be objected to; null while it is open. */
  readonly contestUntil: Day | null;
}

/** The types of one kind of matter, as one parameter. */
export interface Matter {
  readonly terms: Terms;
  /** What people sign. */
  readonly act: ActFields;
  /** What the server says beside what all kinds have; `never` where there is nothing. */
  readonly event: EventFields;
  readonly state: MatterState;
  /** What its organisation may set. */
  readonly policy: unknown;
}

/** The state of this kind. */
export type StateOf<M extends Matter> = M["state"] & MatterState<M["terms"]>;

/** What the server says of matters of this kind. No free text; everything can be recomputed from the entries before it. */
export type EventOf<M extends Matter> = M["event"] | OwedEvent<M["terms"]> | MissedEvent<M["terms"]> | ClosedEvent;

/** One link of a chain. */
export type EntryOf<M extends Matter> = M["act"] | EventOf<M>;
