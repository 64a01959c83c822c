import { formatDay, language, t, type ClockState } from "@niuniu/ui";
import type { Act, ClosedEvent, Entry, OwedEvent } from "../../events.ts";
import { saidOfClosed, type Closing } from "../closing.ts";

/** What an entry says at the desk: its place on the clock line, a title, and a line beneath. */
export interface EntryWords {
  readonly state: ClockState;
  readonly title: string;
  readonly aside: string | null;
  /** The title says the entry's own day already. */
  readonly dated?: boolean;
}

/** Names, the reader of the page, the time now (ms) and how the case is closed, for saying an entry. */
export interface Speaker {
  readonly closing: Closing | null;
  readonly nameOf: (id: string) => string;
  readonly me: string;
  readonly now: number;
}

const quiet: readonly Entry["kind"][] = [
  "note",
  "cannot-open",
  "hand-over",
  "postpone",
  "rewrap",
  "reclass",
  "extend",
  "raise",
  "unanswered",
  "contest",
];

/** Says one entry; null for one that says nothing any more. What a person wrote is not in here: it is shown beneath, as theirs. */
export function entryWords(entry: Entry, speaker: Speaker): EntryWords | null {
  if (entry.niuniu === "event v1") return eventWords(entry, speaker);
  const values = { name: speaker.nameOf(entry.by), ...extra(entry, speaker) };
  const you = entry.by === speaker.me ? ".you" : "";
  return {
    state: quiet.includes(entry.kind) ? "plain" : "done",
    title: t(`cases.desk.entry.${named(entry)}${you}`, values),
    aside: asideOf(entry, values),
  };
}

const named = (entry: Act): Exclude<Act["kind"], "second"> | "second.yes" | "second.no" =>
  entry.kind === "second" ? `second.${entry.says}` : entry.kind;

function asideOf(entry: Act, values: Readonly<Record<string, string | number>>): string | null {
  if (entry.kind === "postpone") return t("cases.desk.entry.postpone.to", values);
  if (entry.kind === "extend") return t(`cases.desk.ground.${entry.ground}`);
  if (entry.kind === "unanswered") return t(`cases.desk.entry.unanswered.${entry.reason}`, values);
  return entry.kind === "cannot-open" ? t(`cases.desk.unopenable.${entry.reason}`) : null;
}

function extra(entry: Entry, { nameOf, now }: Speaker): Readonly<Record<string, string | number>> {
  if (entry.kind === "stage") return { stage: t(`cases.desk.step.${entry.to}`) };
  if (entry.kind === "hand-over") return { to: nameOf(entry.to) };
  if (entry.kind === "rewrap") return { to: nameOf(entry.reader) };
  if (entry.kind === "reclass" || entry.kind === "raise") return { class: t(`cases.desk.class.${entry.to}`) };
  if (entry.kind === "extend") return { day: formatDay(entry.to, now) };
  if (entry.kind === "postpone") return { day: formatDay(entry.due, now) };
  return "about" in entry ? { about: entry.about } : {};
}

function eventWords(entry: Extract<Entry, { readonly niuniu: "event v1" }>, speaker: Speaker): EntryWords | null {
  const { nameOf, now } = speaker;
  switch (entry.kind) {
    case "sealed":
      return { state: "done", title: t("cases.desk.event.sealed"), aside: null };
    case "closed":
      return closedWords(entry, speaker);
    case "missed": {
      const act = t(`cases.desk.act-name.${entry.act}`);
      const values = { name: nameOf(entry.person), act, day: formatDay(entry.due, now) };
      return {
        state: "missed",
        // A date is missed on the day it falls on: said once.
        dated: entry.due === entry.date,
        title: t(`cases.desk.event.missed${entry.person === speaker.me ? ".you" : ""}`, values),
        aside:
          entry.last === undefined ? null : t("cases.desk.event.missed-last", { ...values, last: nameOf(entry.last) }),
      };
    }
    case "owed":
      return owedWords(entry, speaker);
  }
}

/** Sentences one after the other: between two Chinese ones stands no space. */
const together = (sentences: readonly string[]): string => sentences.join(language() === "en" ? " " : "");

/** What is said beside the title, of how long the end can be contested; nothing where another word holds since. */
const UNTIL = {
  closed: "closed-until",
  "closed-left": "closed-left-until",
  "closed-unopened": "closed-until",
  "closed-over": "closed-over",
  "closed-used": "closed-used",
  "closed-before": null,
} as const;

function closedWords(entry: ClosedEvent, { nameOf, now, closing }: Speaker): EntryWords | null {
  const said = saidOfClosed(entry, closing);
  if (said === null) return null;
  const title = t(`cases.desk.event.${said === "closed-left" ? said : "closed"}`);
  const until = UNTIL[said];
  const asides = [
    ...(until === null ? [] : [t(`cases.desk.event.${until}`, { day: formatDay(entry.contestUntil, now) })]),
    ...(entry.told === undefined ? [] : [t("cases.desk.event.closed-told", { name: nameOf(entry.told) })]),
  ];
  return { state: "done", title, aside: together(asides) };
}

function owedWords(entry: OwedEvent, { nameOf, me, now }: Speaker): EntryWords {
  const values = {
    name: nameOf(entry.owner),
    act: t(`cases.desk.act-name.${entry.act}`),
    day: formatDay(entry.due, now),
    from: entry.from === undefined ? "" : nameOf(entry.from),
  };
  const skipped = (entry.skipped ?? []).map(nameOf).join(t("cases.desk.comma"));
  // When it came about stands beside the title; by when it is owed, beneath it.
  const why = [t("cases.desk.event.owed-by", values), t(`cases.desk.why.${entry.why}`, values)];
  return {
    state: "plain",
    title: t(`cases.desk.event.owed${entry.owner === me ? ".you" : ""}`, values),
    aside: together(skipped === "" ? why : [...why, t("cases.desk.why.skipped", { names: skipped })]),
  };
}
