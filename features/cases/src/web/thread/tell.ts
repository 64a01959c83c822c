import type { ClosedEvent, Entry, MemberAct, MissedEvent, OwedEvent, ReporterAct } from "../../events.ts";
import { saidOfClosed, type Closing } from "../closing.ts";
import type { Stage } from "../../routes.ts";

/** As `ClockStep` of `@niuniu/ui` shows it. Said again here, so that whoever tells a case outside a browser needs no page. */
type ClockState = "done" | "missed" | "owed" | "plain";

/** How one entry is told on the clock line: a sentence of ours, with ids and days still to be turned into words. */
export interface Told {
  readonly state: ClockState;
  readonly key: string;
  readonly more?: string;
  /** Member ids, and under `day` a day. */
  readonly values: Readonly<Record<string, string>>;
  /** What was finished. */
  readonly step?: Stage;
}

const tell = (state: ClockState, key: string, values: Told["values"] = {}, more?: string): Told => ({
  state,
  key: `cases.thread.${key}`,
  values,
  ...(more === undefined ? {} : { more: `cases.thread.${more}` }),
});

/** Only what changed for the reporter: another owner, or an earlier date. The rest of what is owed stands above the line. */
function toldOfOwed(event: OwedEvent): Told | null {
  const values = { name: event.owner, day: event.due };
  if (event.why === "raised") return tell("plain", "sooner", values);
  if (event.why === "unanswered" && event.from === undefined) return tell("plain", "sooner", values);
  const moves = event.from !== undefined || ["missed", "nobody-left", "stage"].includes(event.why);
  const known = [
    "missed",
    "nobody-left",
    "handed-over",
    "cannot-open",
    "absent",
    "left",
    "stage",
    "proposed",
    "refused",
  ].includes(event.why);
  if (event.why.startsWith("contested") || (moves && known)) {
    return tell("plain", `moved.${event.why}`, values, "moved-more");
  }
  return moves ? tell("plain", "moved.other", values, "moved-more") : null;
}

/** Whose miss it is, and who held it at the end where that is another: neither hides behind the other. */
function toldOfMiss({ person, act, due, last }: MissedEvent): Told {
  const values = { name: person, day: due };
  if (last === undefined) return tell("missed", `missed.${act}`, values, "missed-more");
  return tell("missed", `missed.${act}`, { ...values, last }, "missed-last");
}

const isByMember = (entry: Entry): entry is MemberAct => "by" in entry && entry.by !== "reporter";

/** The sentence for a member's message that cannot be read: it answers nothing, closes nothing and gives no reason. */
export function toldUnread(entry: Entry, told: Told): Told {
  return isByMember(entry) ? tell("missed", "sent-unreadable", { name: entry.by }) : told;
}

/**
 * The sentence for an entry of a case that is closed so, or null for one that says nothing the reporter has not just been told.
 * `unread`: its ending was not read yet, so that no one day is the last for contesting it.
 */
export function toldBy(entry: Entry, closing: Closing | null, unread = false): Told | null {
  if ("by" in entry) return isByMember(entry) ? toldOfMember(entry) : toldOfReporter(entry);
  switch (entry.kind) {
    case "sealed":
      return tell("done", "received");
    case "owed":
      return toldOfOwed(entry);
    case "missed":
      return toldOfMiss(entry);
    case "closed":
      return toldOfClosed(entry, saidOfClosed(entry, closing), unread);
  }
}

function toldOfClosed(
  { contestUntil, told }: ClosedEvent,
  closed: ReturnType<typeof saidOfClosed>,
  unread: boolean,
): Told | null {
  if (closed === null) return null;
  // Reading gives the time for contesting another end: the page says both days where it is read.
  const said = unread && (closed === "closed" || closed === "closed-unopened") ? "closed-unread" : closed;
  if (said === "closed-left") return tell("missed", said);
  const values = { day: contestUntil };
  return told === undefined ? tell("done", said, values) : tell("done", said, { ...values, told }, "closed-told");
}

function toldOfReporter(entry: ReporterAct): Told {
  switch (entry.kind) {
    case "report":
      return tell("done", "received");
    case "say":
      return tell("plain", "you");
    case "unanswered":
      return tell("plain", entry.reason === "unreadable" ? "you-unreadable" : "you-not-answered");
    case "seen":
      return tell("plain", "you-seen");
    case "contest":
      return tell("plain", "you-contest");
    case "raise":
      return tell("plain", `you-raise.${entry.to}`);
  }
}

type Words = Extract<MemberAct, { readonly kind: "answer" | "stage" | "outcome" | "junk" | "second" }>;

const isWords = (entry: MemberAct): entry is Words =>
  ["answer", "stage", "outcome", "junk", "second"].includes(entry.kind);

/** What was written to the reporter, and whether a second person signed under it. */
function toldOfWords(entry: Words): Told {
  const name = entry.by;
  switch (entry.kind) {
    case "answer":
      return tell("done", "answered", { name });
    case "stage":
      return { ...tell("done", "staged", { name }), step: entry.to };
    case "outcome":
    case "junk":
      return tell("done", entry.kind, { name });
    case "second":
      return tell(entry.says === "yes" ? "done" : "plain", `second.${entry.says}`, { name });
  }
}

function toldOfMember(entry: MemberAct): Told {
  if (isWords(entry)) return toldOfWords(entry);
  const name = entry.by;
  switch (entry.kind) {
    case "open":
      return tell("done", "opened", { name }, "opened-more");
    case "note":
      return tell("plain", "note", { name }, "note-more");
    case "hand-over":
      return tell("plain", "handed", { name, to: entry.to });
    case "postpone":
      return tell("plain", "postponed", { name, day: entry.due });
    case "reclass":
      return tell("plain", `reclassed.${entry.to}`, { name });
    case "extend":
      return tell("plain", "extended", { name, day: entry.to }, `extended.${entry.ground}`);
    case "cannot-open":
      return tell("plain", "cannot-open", { name }, `cannot-open-more.${entry.reason}`);
    case "rewrap":
      return tell("plain", "rewrapped", { name, reader: entry.reader });
  }
}
