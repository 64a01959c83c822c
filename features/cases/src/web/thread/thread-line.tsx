import { CheckMark, ClockLine, ClockStep, dayIn, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { closingOf } from "../closing.ts";
import { unreadEnding } from "./first.ts";
import { MessageActs } from "./message-acts.tsx";
import type { OpenThread } from "./receipt-case.ts";
import { Body, isSigned, stepWords } from "./step.tsx";
import { toldBy, toldUnread, type Told } from "./tell.ts";

/** How an entry is told now, by its number; null where it is not, or does not hold. */
export function toldIn(thread: OpenThread, number: number): Told | null {
  const entries = thread.entries.map(({ entry }) => entry);
  const entry = entries.find((one) => one.number === number);
  if (entry === undefined) return null;
  const now = Date.now();
  const told = toldBy(
    entry,
    closingOf(entries, thread.state, dayIn(now, thread.trust.zone)),
    unreadEnding(thread, now) !== null,
  );
  return told !== null && thread.contents.get(number)?.kind === "unreadable" ? toldUnread(entry, told) : told;
}

/** The same in a line. */
export function titleIn(thread: OpenThread, number: number): string | null {
  const entry = thread.entries.find((one) => one.entry.number === number)?.entry;
  const told = toldIn(thread, number);
  return entry === undefined || told === null ? null : stepWords(thread, entry, told).title;
}

interface LineProps {
  readonly thread: OpenThread;
  /** The entry whose words stand above already. */
  readonly above: number | null;
  /** The ending that was not opened yet: above is only the button for it. */
  readonly unread: number | null;
  readonly onAct: (about: number, kind: "unanswered" | "contest") => void;
}

function Step({ thread, number, above, unread, onAct }: LineProps & { readonly number: number }): JSX.Element | null {
  const entry = thread.entries.find((one) => one.entry.number === number)?.entry;
  if (entry === undefined) {
    const own = thread.alarms.find((alarm) => alarm.number === number)?.code;
    return <ClockStep state="missed" title={t(`cases.thread.bad.${own ?? "entry"}`, { n: number })} />;
  }
  const told = toldIn(thread, number);
  if (told === null) return null;
  const { title, more, when } = stepWords(thread, entry, told);
  const content = thread.contents.get(number) ?? { kind: "none" };
  return (
    <ClockStep
      state={told.state}
      title={title}
      when={when}
      mark={isSigned(entry) && <CheckMark>{t("cases.thread.signed")}</CheckMark>}
    >
      {number === above || number === unread ? (
        <p class="small soft">{t(number === unread ? "cases.thread.above-unread" : "cases.thread.above")}</p>
      ) : (
        <>
          <Body {...{ thread, entry, content, more }} folded />
          <MessageActs thread={thread} number={number} onAct={onAct} />
        </>
      )}
    </ClockStep>
  );
}

/** The clock line of a case, oldest first; what is owed next and the newest message stand above it in full. */
export function ThreadLine(props: LineProps): JSX.Element {
  return (
    <section class="stack close">
      <h2>{t("cases.thread.line")}</h2>
      <ClockLine label={t("cases.thread.line")}>
        {props.thread.header.entries.map((_, index) => (
          <Step key={index} {...props} number={index + 1} />
        ))}
      </ClockLine>
    </section>
  );
}
