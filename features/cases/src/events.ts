import type * as matter from "@niuniu/matter";
import type { ActFields, EventFields, Moving, Unopenable } from "@niuniu/matter";
import type { Day } from "@niuniu/owe";
import type { Role } from "./policy.ts";
import type { CaseClass, Stage } from "./routes.ts";

/** What can be owed to a reporter; `second`: the signature of another member under an outcome that is written. */
export type OwedAct = "answer" | "update" | "outcome" | "second";

/** Why something is owed, or owed by somebody else, or by another day. Closed: every reader has a sentence for each. */
export type Why =
  | Moving
  | "submitted"
  | "waiting"
  | "opened"
  | "answered"
  | "stage"
  | "unanswered"
  | "handed-over"
  | "postponed"
  /** It is more urgent than it was, and its date is sooner. */
  | "raised"
  /** The day of the outcome was put off, and a word to the reporter is owed in its place. */
  | "extended"
  /** An outcome is written, and a second member is to sign it … */
  | "proposed"
  /** … and did not. */
  | "refused"
  /** Its owner cannot open the report, and it goes to a reader who has not tried. */
  | "cannot-open"
  /** The review goes to a person who never owned the case … */
  | "contested"
  /** … or there is none and it goes to the outside member … */
  | "contested-outside"
  /** … or there is no other outside member either, and it goes to another person, or at the very last the same. */
  | "contested-again";

/** The words of a case, as a kind of matter. */
export interface CaseTerms {
  readonly role: Role;
  readonly act: OwedAct;
  readonly why: Why;
}

/** For what an outcome may be put off. */
export type Ground = "police" | "witness";

/** Why somebody says that a report cannot be opened. */
export type { Unopenable } from "@niuniu/matter";

export type ReportAct = ActFields<"reporter", "report", string> & {
  readonly class: CaseClass;
  /** Hash of the roster statement the recipients were taken from, hex. */
  readonly statement: string;
  /** Who got a wrap: member ids, then possibly "reporter". */
  readonly wraps: readonly string[];
  /** SHA-256 of each wrap, hex, in the order of `wraps`: a server cannot give anybody another. */
  readonly wrapHashes: readonly string[];
};

/** What a reporter signs. */
export type ReporterAct =
  | ReportAct
  | ActFields<"reporter", "say", string>
  /** "This does not answer me", or the page could not open or verify entry `about`. */
  | (ActFields<"reporter", "unanswered"> & {
      readonly about: number;
      readonly reason: "not-an-answer" | "unreadable";
    })
  /** "I have read outcome `about`": from here the contest window runs. */
  | (ActFields<"reporter", "seen", null> & { readonly about: number })
  | (ActFields<"reporter", "contest"> & { readonly about: number })
  /** "It is more urgent than that"; the envelope, if there is one, says why. */
  | (ActFields<"reporter", "raise"> & { readonly to: CaseClass });

/** What a member of the committee signs. `by` is the member's id. */
export type MemberAct =
  | ActFields<string, "open", null>
  | ActFields<string, "answer", string>
  | ActFields<string, "note", string>
  | (ActFields<string, "stage", string> & { readonly to: Stage })
  | ActFields<string, "outcome", string>
  | ActFields<string, "junk", string>
  /** "This report cannot be opened", by the owner. It seals nothing: there may be nobody to seal it to. */
  | (ActFields<string, "cannot-open", null> & { readonly reason: Unopenable })
  | (ActFields<string, "hand-over"> & { readonly to: string })
  /** `due` is a day; the duty ends at its closing time. The envelope holds the reason. */
  | (ActFields<string, "postpone", string> & { readonly due: Day })
  /** Its urgency is another; lower only once a member of another side has signed the same. The envelope says why, to its reporter too. */
  | (ActFields<string, "reclass", string> & { readonly to: CaseClass })
  /** The outcome will be given by `to`, a later day. The envelope holds the reason. */
  | (ActFields<string, "extend", string> & { readonly to: Day; readonly ground: Ground })
  /** Under the outcome in entry `about`; "no" with the reason, for the readers among themselves. */
  | (ActFields<string, "second"> & { readonly about: number; readonly says: "yes" | "no" })
  /** `wrapHash` is the SHA-256 of the wrap that travels with it, hex. */
  | (ActFields<string, "rewrap", null> & { readonly reader: string; readonly wrapHash: string });

/** Anything a person signs about a case. The signature is checked before it gets here. */
export type Act = ReporterAct | MemberAct;

export type OwedEvent = matter.OwedEvent<CaseTerms>;
/** `person`: who held the duty for the greater part of its time; under `policy v1`, who held it last. */
export type MissedEvent = matter.MissedEvent<CaseTerms>;
/** `told` where the case was closed before an answer had stood for a working day. */
export type ClosedEvent = matter.ClosedEvent;
/** A file sealed by hand was taken in: who could open it and who was struck out, as the sender said. */
export type SealedEvent = EventFields<"sealed"> & {
  readonly class: CaseClass;
  readonly readers: readonly string[];
  readonly struck: readonly string[];
  /** Hash of the roster statement in force when it was stored, hex. Chains that began before it was told have none. */
  readonly statement?: string;
};

/** What the server says by itself. No free text; everything can be recomputed from the entries before it. */
export type ServerEvent = OwedEvent | MissedEvent | ClosedEvent | SealedEvent;

/** One link of a case's chain. */
export type Entry = Act | ServerEvent;
