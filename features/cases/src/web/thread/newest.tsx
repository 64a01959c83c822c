import { Button, CheckMark, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { First, Reading } from "./first.ts";
import { day } from "./names.ts";
import type { OpenThread } from "./receipt-case.ts";
import { Body, isSigned, stepWords } from "./step.tsx";
import { toldIn } from "./thread-line.tsx";

interface NewestProps {
  readonly thread: OpenThread;
  readonly first: First;
  /** How the case ended, where that was not read yet. */
  readonly unread: Reading | null;
  readonly onRead: (about: number) => void;
  /** Something is being written: the act that stands out is to send it. */
  readonly writing: boolean;
  readonly onAct: (about: number, kind: "unanswered" | "contest") => void;
}

/** What the newest message says, or that it is there to be read and what follows from that; and the act that most likely is wanted. */
export function Newest(props: NewestProps): JSX.Element | null {
  const { thread, first, unread } = props;
  const number = unread?.about ?? first.number;
  const entry = thread.entries.find((one) => one.entry.number === number)?.entry;
  const told = number === null ? null : toldIn(thread, number);
  if (entry === undefined || told === null) return null;
  const { title, more, when } = stepWords(thread, entry, told);
  return (
    <section class="card newest">
      <div>
        <h2>{title}</h2>
        <span class="soft when">{when}</span>{" "}
        {isSigned(entry) && (
          <span class="when">
            <CheckMark>{t("cases.thread.signed")}</CheckMark>
          </span>
        )}
      </div>
      {unread === null ? (
        <>
          <Body {...{ thread, entry, more }} content={thread.contents.get(entry.number) ?? { kind: "none" }} />
          <Acts {...props} number={entry.number} />
        </>
      ) : (
        <>
          <p>{t("cases.thread.unread", { read: day(unread.read), unread: day(unread.unread) })}</p>
          <Button kind="main" onClick={() => props.onRead(unread.about)}>
            {t("cases.thread.read")}
          </Button>
        </>
      )}
    </section>
  );
}

/** What can be said of the message. To write back is below, where it is written. */
function Acts(props: NewestProps & { readonly number: number }): JSX.Element {
  const { thread, first, number, writing, onAct } = props;
  const { objection, next } = first;
  const until = thread.state?.contestUntil;
  const main = writing ? "plain" : "main";
  return (
    <>
      {objection === "contest" && until != null && (
        <p class="small">{t("cases.thread.contest-until", { day: day(until) })}</p>
      )}
      {objection !== null && (
        <div class="row">
          <Button kind={next === "contest" ? main : "quiet"} onClick={() => onAct(number, objection)}>
            {t(objection === "contest" ? "cases.thread.contest" : "cases.thread.not-answer")}
          </Button>
        </div>
      )}
    </>
  );
}
