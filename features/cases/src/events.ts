import type { Day } from "@niuniu/owe";
import type { Role } from "./policy.ts";
import type { CaseClass, Stage } from "./routes.ts";

/** What can be owed to a reporter. */
export type OwedAct = "answer" | "update" | "outcome";

/** Why something is owed, or owed by somebody else, or by another day. Closed: every reader has a sentence for each. */
export type Why =
  | "submitted"
  | "waiting"
  | "opened"
  | "answered"
  | "stage"
  | "unanswered"
  | "missed"
  | "nobody-left"
  | "handed-over"
  | "postponed"
  /** Its owner cannot open the report, and it goes to a reader who has not tried. */
  | "cannot-open"
  | "absent"
  | "left"
  /** The review goes to a person who never owned the case … */
  | "contested"
  /** … or there is none and it goes to the outside member … */
  | "contested-outside"
  /** … or there is no other outside member either, and it goes to another person, or at the very last the same. */
  | "contested-again";

/** Why somebody says that a report cannot be opened: a closed list, so that saying it seals nothing. */
export type Unopenable =
  /** The file, or the wrap that was signed for, does not open. */
  | "unreadable"
  /** It opens and names another reporter's key, or another case, than those of its act. */
  | "other-key"
  /** It opens and is something else than a report. */
  | "not-a-report-letter";

/** What every act says, whoever signs it. */
interface ActFields<By extends string, Kind extends string, Envelope extends string | null> {
  readonly niuniu: "act v1";
  readonly case: string;
  /** Place in the chain, from 1. */
  readonly number: number;
  /** Chain head the author saw, hex; 64 zeros before the first entry. */
  readonly previous: string;
  readonly by: By;
  readonly kind: Kind;
  /** Day on the author's clock, in the zone of the calendar. */
  readonly date: Day;
  /** SHA-256 of the sealed envelope, hex. */
  readonly envelope: Envelope;
}

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
  | (ActFields<"reporter", "unanswered", string | null> & {
      readonly about: number;
      readonly reason: "not-an-answer" | "unreadable";
    })
  /** "I have read outcome `about`": from here the contest window runs. */
  | (ActFields<"reporter", "seen", null> & { readonly about: number })
  | (ActFields<"reporter", "contest", string | null> & { readonly about: number });

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
  | (ActFields<string, "hand-over", string | null> & { readonly to: string })
  /** `due` is a day; the duty ends at its closing time. The envelope holds the reason. */
  | (ActFields<string, "postpone", string> & { readonly due: Day })
  /** `wrapHash` is the SHA-256 of the wrap that travels with it, hex. */
  | (ActFields<string, "rewrap", null> & { readonly reader: string; readonly wrapHash: string });

/** Anything a person signs about a case. The signature is checked before it gets here. */
export type Act = ReporterAct | MemberAct;

/** What every event of the server says. */
interface EventFields<Kind extends string> {
  readonly niuniu: "event v1";
  readonly case: string;
  readonly number: number;
  readonly kind: Kind;
  /** Day on the server's clock, in the zone of the calendar. */
  readonly date: Day;
}

export type OwedEvent = EventFields<"owed"> & {
  readonly why: Why;
  readonly role: Role;
  readonly act: OwedAct;
  readonly owner: string;
  readonly due: Day;
  /** The owner before, if it is another. */
  readonly from?: string;
  /** People on the ladder who were passed over because they are away. */
  readonly skipped?: readonly string[];
};
export type MissedEvent = EventFields<"missed"> & {
  /** Who held the duty for the greater part of its time. Under `policy v1`: who held it last. */
  readonly person: string;
  readonly act: OwedAct;
  readonly due: Day;
  /** Who held it when the date passed, if that is another. */
  readonly last?: string;
};
export type ClosedEvent = EventFields<"closed"> & {
  /** With "left", until when a reader who comes back can still take it up. */
  readonly contestUntil: Day;
  /** Nobody who holds a wrap is in office any more; absent where somebody ended the case. */
  readonly why?: "left";
  /** Who else is told, where the case was closed before an answer had stood for a working day. */
  readonly told?: string;
  /** Readers who are away, where that decided who was told, or that nobody else was here. */
  readonly skipped?: readonly string[];
};
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

/** The distributive `Omit`: what an event says, before it has a place and a day. */
export type Said<Event extends ServerEvent = ServerEvent> = Event extends ServerEvent
  ? Omit<Event, "niuniu" | "case" | "number" | "date">
  : never;

/** `previous` of the first entry. */
export const NO_HEAD = "0".repeat(64);

/** The text of a server event as it stands in the chain: one line of JSON with keys in one order, and a line end. */
export function writeEvent(event: ServerEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** The hash of the wrap that was signed for a reader, hex, from the report or the last act that let them in; null for none. */
export function wrapHashFor(entries: readonly Entry[], reader: string): string | null {
  for (const entry of entries.toReversed()) {
    if (entry.kind === "rewrap" && entry.reader === reader) return entry.wrapHash;
    if (entry.kind === "report") return entry.wrapHashes[entry.wraps.indexOf(reader)] ?? null;
  }
  return null;
}
