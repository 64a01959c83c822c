import { CheckMark, ClockLine, ClockStep, dayIn, More, t } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import type { Entry } from "../../events.ts";
import { closingOf } from "../closing.ts";
import { isSaid, SealMark } from "@niuniu/matter/web";
import { MessageActs } from "./message-acts.tsx";
import { day, nameOf } from "./names.ts";
import type { Content } from "./contents.ts";
import type { OpenThread } from "./receipt-door.ts";
import { toldBy, toldUnread, type Told } from "./tell.ts";

/** What was written, in its own words. */
function Said({ content }: { readonly content: Content }): JSX.Element | null {
  if (content.kind === "unreadable") return <p class="error">{t("cases.thread.unreadable")}</p>;
  if (content.kind === "message" && content.letter.text !== "") return <p class="said">{content.letter.text}</p>;
  if (content.kind !== "report") return null;
  const { what, when, where, who } = content.letter;
  return (
    <More title={t("cases.thread.yours")}>
      <p class="said">{[what, when, where, who].filter((text) => text !== "").join("\n\n")}</p>
    </More>
  );
}

function hiddenWords(entry: Entry): string | null {
  if (entry.kind === "report" || entry.kind === "say") return t("cases.thread.hidden-own");
  return ["answer", "stage", "outcome", "junk", "postpone"].includes(entry.kind) ? t("cases.thread.older") : null;
}

/** The day of an entry: not again where its title is of that very day, and apart from another day that the title names. */
function whenSaid(told: Told, date: string): string | undefined {
  if (!t(told.key).includes("{day}")) return day(date);
  return told.values["day"] === date ? undefined : t("cases.thread.said-on", { day: day(date) });
}

function Step(props: {
  readonly thread: OpenThread;
  readonly entry: Entry;
  readonly told: Told;
  readonly content: Content;
  readonly acts: ComponentChildren;
}): JSX.Element {
  const { thread, entry, told, content } = props;
  const { onRecord, trust } = thread;
  const signed = "by" in entry && entry.by !== "reporter";
  const finding = content.kind === "message" && entry.kind === "outcome" ? content.letter.finding : undefined;
  const hidden = content.kind === "hidden" ? hiddenWords(entry) : null;
  const values = Object.fromEntries(
    Object.entries(told.values).map(([key, value]) => [key, key === "day" ? day(value) : nameOf(thread, value)]),
  );
  const step = told.step === undefined ? {} : { step: t(`cases.thread.step.${told.step}`) };
  return (
    <ClockStep
      state={told.state}
      title={t(told.key, { ...values, ...step })}
      when={whenSaid(told, entry.date)}
      mark={signed && <CheckMark>{t("cases.thread.signed")}</CheckMark>}
    >
      {finding !== undefined && <strong class="block">{t(`cases.thread.finding.${finding}`)}</strong>}
      {told.more !== undefined && <p class="small soft">{t(told.more, values)}</p>}
      {hidden !== null && <p class="small soft">{hidden}</p>}
      <Said content={content} />
      {isSaid(onRecord.standings, entry.number - 1, "by" in entry) && (
        <SealMark
          words="cases.record"
          standing={onRecord.standings[entry.number - 1]}
          view={onRecord.view}
          zone={trust.zone}
          receipt
        />
      )}
      {props.acts}
    </ClockStep>
  );
}

/** The clock line of a case, oldest first, ending in what is owed next (which stands above it in full). */
export function ThreadLine(props: {
  readonly thread: OpenThread;
  readonly onAct: (about: number, kind: "unanswered" | "contest") => void;
}): JSX.Element {
  const { thread } = props;
  const { entries, alarms, contents, header } = thread;
  const good = entries.map(({ entry }) => entry);
  const closing = closingOf(good, thread.state, dayIn(Date.now(), thread.trust.zone));
  return (
    <ClockLine label={t("cases.thread.line")}>
      {header.entries.map((_, index) => {
        const n = index + 1;
        const entry = good.find(({ number }) => number === n);
        if (entry === undefined) {
          const own = alarms.find(({ number }) => number === n)?.code;
          return <ClockStep key={n} state="missed" title={t(`cases.thread.bad.${own ?? "entry"}`, { n })} />;
        }
        const told = toldBy(entry, closing);
        if (told === null) return null;
        const content = contents.get(n) ?? { kind: "none" };
        const acts = <MessageActs thread={thread} number={n} onAct={props.onAct} />;
        const shown = content.kind === "unreadable" ? toldUnread(entry, told) : told;
        return <Step key={n} thread={thread} entry={entry} told={shown} content={content} acts={acts} />;
      })}
    </ClockLine>
  );
}
