import { dayIn, formatDate, More, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Entry } from "../../events.ts";
import { day, nameOf } from "./names.ts";
import { TO_REPORTER, type Content, type OpenThread } from "./receipt-case.ts";
import { Taken } from "./taken.tsx";
import type { Told } from "./tell.ts";

/** A text that is longer, in characters, is folded among those that came before; so much of it is shown. */
const LONG = { from: 400, shown: 60 };

/** What was written, in its own words; `folded` where it is long. */
function Said(props: {
  readonly thread: OpenThread;
  readonly content: Content;
  readonly folded?: boolean;
}): JSX.Element | null {
  const { thread, content } = props;
  if (content.kind === "unreadable") return <p class="error">{t("cases.thread.unreadable")}</p>;
  if (content.kind === "message" && content.letter.text !== "") {
    const { text } = content.letter;
    if (props.folded !== true || text.length < LONG.from) return <p class="said">{text}</p>;
    return (
      // Whole letters: half of one at the end would be shown as damaged.
      <More
        title={`${text
          .slice(0, LONG.shown)
          .replace(/[\uD800-\uDBFF]$/, "")
          .trim()}…`}
      >
        <p class="said">{text}</p>
      </More>
    );
  }
  if (content.kind !== "report") return null;
  const { letter } = content;
  const { what, when, where, who } = letter;
  return (
    <More title={t(letter.takenBy === undefined ? "cases.thread.yours" : "cases.thread.taken")}>
      <p class="said">{[what, when, where, who].filter((text) => text !== "").join("\n\n")}</p>
      <Taken thread={thread} letter={letter} />
    </More>
  );
}

/** What an entry brought: a finding, what follows, and the words; or why these are not shown. */
export function Body(props: {
  readonly thread: OpenThread;
  readonly entry: Entry;
  readonly content: Content;
  readonly more: string | null;
  readonly folded?: boolean;
}): JSX.Element {
  const { thread, entry, content, more, folded = false } = props;
  const finding = content.kind === "message" ? content.letter.finding : undefined;
  const hidden = content.kind === "hidden" ? hiddenWords(entry) : null;
  return (
    <>
      {finding !== undefined && <strong class="block">{t(`cases.thread.finding.${finding}`)}</strong>}
      {more !== null && <p class="small soft">{more}</p>}
      {hidden !== null && <p class="small soft">{hidden}</p>}
      <Said {...{ thread, content, folded }} />
    </>
  );
}

/** Why the words of an entry are not shown; null for an entry that has none. */
function hiddenWords(entry: Entry): string | null {
  if (entry.kind === "report" || entry.kind === "say") return t("cases.thread.hidden-own");
  return TO_REPORTER.includes(entry.kind) ? t("cases.thread.older") : null;
}

/** A signed act of somebody on the committee, as against what the server says by itself or the reporter did. */
export const isSigned = (entry: Entry): boolean => "by" in entry && entry.by !== "reporter";

/** The sentences for an entry: what happened, what follows from it, and when that was. */
export interface StepWords {
  readonly title: string;
  readonly more: string | null;
  readonly when: string | undefined;
}

/** Puts an entry into words. A day on which much happens is told apart by the time of day, as far as the record keeps it. */
export function stepWords(thread: OpenThread, entry: Entry, told: Told): StepWords {
  const values = Object.fromEntries(
    Object.entries(told.values).map(([key, value]) => [
      key,
      key === "day" ? dueWords(thread, value, entry.date) : nameOf(thread, value),
    ]),
  );
  const step = told.step === undefined ? {} : { step: t(`cases.thread.step.${told.step}`) };
  return {
    title: t(told.key, { ...values, ...step }),
    more: told.more === undefined ? null : t(told.more, values),
    when: whenSaid(thread, entry, told),
  };
}

/** A day that something is due by: with its time where that is the day of the entry itself, and it is what is owed now. */
function dueWords({ header, trust }: OpenThread, due: string, said: string): string {
  const owed = header.owed?.due;
  const isNow = owed !== undefined && due === said && dayIn(owed, trust.zone) === due;
  return isNow ? formatDate(owed, Date.now(), trust.zone) : day(due);
}

/** When an entry was made: not again where its title is of that very day, and apart from another day that the title names. */
function whenSaid(thread: OpenThread, entry: Entry, told: Told): string | undefined {
  const at = momentOf(thread, entry);
  if (!t(told.key).includes("{day}")) return at;
  return told.values["day"] === entry.date ? undefined : t("cases.thread.said-on", { day: at });
}

/** The day of an entry; with the time of day where other entries are of that day too and the record says exactly when. */
function momentOf({ entries, onRecord, trust }: OpenThread, { number, date }: Entry): string {
  const standing = onRecord.standings[number - 1];
  const crowded = entries.filter(({ entry }) => entry.date === date).length > 1;
  if (!crowded || standing?.state !== "sealed" || !standing.seal.exact) return day(date);
  const { since } = standing.seal;
  return dayIn(since, trust.zone) === date ? formatDate(since, Date.now(), trust.zone) : day(date);
}
