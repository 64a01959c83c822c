import type { ActFields, EventFields, Holding, MatterState } from "@niuniu/matter";
import type { Day } from "@niuniu/owe";
import type { Policy } from "./policy.ts";

/** What a committee owes its own house, beside the cases it holds. */
export const whats = [
  /** The statement is renewed before it ends. */
  "statement",
  /** What somebody proposed is signed, or voted on, by whoever is asked. */
  "countersign",
  /** A member whose chosen way of being told fails can be told again. */
  "way",
  /** A seat whose term ends, or that is empty, is filled. */
  "seat",
  /** Next year's days off are in the calendar. */
  "calendar",
  /** The policy is looked at once a year. */
  "policy",
  /** What to do when an urgent report comes is rehearsed. */
  "rehearsal",
  /** A backup is put back, to see that it can be. */
  "restore",
  /** A witness who says that the record does not fit is answered. */
  "alarm",
  /** A doctor and a lawyer read the texts of the first hours. */
  "first-hours",
] as const;
export type What = (typeof whats)[number];

/** Whoever sees to it, and whoever of another side says that it was done. */
export type Role = "keeping" | "confirming";

/** How one of them ended. */
export const hows = ["renewed", "adopted", "over", "filled", "listed", "mended", "answered"] as const;
type How = (typeof hows)[number];
/** Beside: somebody of another side confirmed it, nobody was there who could, or nobody was left in office. */
export type End = How | "confirmed" | "alone" | "left";

/** One of them begins. The server says so, and every reader can tell from statements and rules whether it had to. */
export type Begun = EventFields<"begun"> & {
  readonly what: What;
  /** Which one: the day a statement ends, a year, the hash of what was proposed; every two differ in what or in this. */
  readonly subject: string;
  /** SHA-256 of the statement by whose rules it is judged, hex: the newest when it began. */
  readonly statement: string;
  /** The day at whose closing time it is owed; a working day from now where that has passed. */
  readonly until: Day;
  /** Who has signed what is proposed, and so owes nothing of it. */
  readonly signed: readonly string[];
  /** What a witness signed, the whole note, where that began it; no other has one. */
  readonly alarm?: string;
};

/** Somebody who was asked has signed. */
type Signed = EventFields<"signed"> & { readonly who: string };

/**
 * It is over by a fact that everybody can see: `statement`, the number of the one that shows it, where one does; `word`, the note by which
 * a witness says that they were answered.
 */
export type Settled = EventFields<"settled"> & {
  readonly how: How;
  readonly statement?: number;
  readonly word?: string;
};

/** Somebody who read the texts, as they want to be named; null: not by name. They hold no key: a member says that they did. */
export interface Reviewer {
  readonly name: string | null;
  readonly profession: string;
}

/** Who read the texts of the first hours, one of each profession, and on which day they were done; `texts`: the SHA-256 of these, hex. */
export interface Reviewed {
  readonly texts: string;
  readonly day: Day;
  readonly medical: Reviewer;
  readonly legal: Reviewer;
}

/** What members sign. All of it is public. `reviewed`: of the first hours, and of nothing else; `text` is then what the two asked to be changed. */
type Done = ActFields<string, "done", null> & { readonly text: string; readonly reviewed?: Reviewed };
type Confirm = ActFields<string, "confirm", null>;
type Return = ActFields<string, "return", null> & { readonly text: string };
type HandOver = ActFields<string, "hand-over", null> & { readonly to: string };
export type UpkeepAct = Done | Confirm | Return | HandOver;
export type UpkeepEvent = Begun | Signed | Settled;

/** The words of this kind of matter. */
export interface UpkeepTerms {
  readonly role: Role;
  readonly act: "do" | "confirm";
  readonly why: "begun" | "signed" | "handed-over" | "done" | "returned";
}

/** What is known of one of them. */
export interface UpkeepState extends MatterState<UpkeepTerms> {
  readonly what: What;
  readonly subject: string;
  readonly begun: Day;
  readonly until: Day;
  readonly signed: readonly string[];
  /** The note of the witness whose alarm it is; no other has one. */
  readonly alarm?: string;
  /** Who said that it was done, until somebody says that it was not. */
  readonly keeper: string | null;
  /** Who has owned it in each role, the most recent last. */
  readonly served: Readonly<Record<Role, readonly string[]>>;
  readonly held: readonly Holding[];
  /** Dates that passed, and times it was sent back on a day after its first date. */
  readonly misses: number;
  readonly end: End | null;
  /** Who is said to have read the first hours, the last that was said of it; it holds once that is confirmed. */
  readonly reviewed?: Reviewed;
}

/** This kind, as matter takes it. */
export interface Upkeep {
  readonly terms: UpkeepTerms;
  readonly act: UpkeepAct;
  readonly event: UpkeepEvent;
  readonly state: UpkeepState;
  readonly policy: Policy;
}
