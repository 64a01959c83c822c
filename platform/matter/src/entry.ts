import type { Day } from "@niuniu/owe";

/** The words a kind of matter has for what is owed in it. Closed lists, so that every reader has a sentence for each. */
export interface Terms {
  /** What part an owner plays. */
  readonly role: string;
  /** What can be owed. */
  readonly act: string;
  /** Why something is owed, or owed by somebody else, or by another day, beside the reasons of {@link Moving}. */
  readonly why: string;
}

/** Why something moved without anybody's act: a date was missed, nobody else is left, its owner is away or has left. */
export type Moving = "missed" | "nobody-left" | "absent" | "left";

/** What every act says, whoever signs it. The field `case` names the matter, of whatever kind it is. */
export interface ActFields<
  By extends string = string,
  Kind extends string = string,
  Envelope extends string | null = string | null,
> {
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

/** What every event of the server says. */
export interface EventFields<Kind extends string = string> {
  readonly niuniu: "event v1";
  readonly case: string;
  readonly number: number;
  readonly kind: Kind;
  /** Day on the server's clock, in the zone of the calendar. */
  readonly date: Day;
}

/** Somebody owes something from here on. */
export type OwedEvent<T extends Terms = Terms> = EventFields<"owed"> & {
  readonly why: T["why"] | Moving;
  readonly role: T["role"];
  readonly act: T["act"];
  readonly owner: string;
  readonly due: Day;
  /** The owner before, if it is another. */
  readonly from?: string;
  /** People on the ladder who were passed over because they are away. */
  readonly skipped?: readonly string[];
};

/** A date passed. */
export type MissedEvent<T extends Terms = Terms> = EventFields<"missed"> & {
  /** Whose miss it is, by the rules of its kind. */
  readonly person: string;
  readonly act: T["act"];
  readonly due: Day;
  /** Who held it when the date passed, if that is another. */
  readonly last?: string;
};

/** The matter ends here. */
export type ClosedEvent = EventFields<"closed"> & {
  /** Until when its end can be objected to; with "left", until when somebody who comes back can still take it up. */
  readonly contestUntil: Day;
  /** Nobody who could own it is in office any more; absent where somebody ended it. */
  readonly why?: "left";
  /** Who else is told, where the rules of its kind want a second person to know. */
  readonly told?: string;
  /** Who is away, where that decided who was told, or that nobody else was here. */
  readonly skipped?: readonly string[];
};

/** The distributive `Omit`: what an event says, before it has a place and a day. */
export type Said<Event extends EventFields> = Event extends EventFields
  ? Omit<Event, "niuniu" | "case" | "number" | "date">
  : never;

/** `previous` of the first entry. */
export const NO_HEAD = "0".repeat(64);

/** The text of a server event as it stands in the chain: one line of JSON with keys in one order, and a line end. */
export function writeEvent(event: EventFields): string {
  return `${JSON.stringify(event)}\n`;
}

/**
 * What the first line of an entry says, as far as it can be read: nothing of it has been checked. Nothing where it is no object; null
 * where it is no JSON. In our own chains it always is an object; for whoever reads another's, it may be anything.
 */
export function fieldsIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const said: unknown = JSON.parse(text.slice(0, text.indexOf("\n")));
    return typeof said === "object" && said !== null ? (said as Readonly<Record<string, unknown>>) : {};
  } catch {
    return null;
  }
}
