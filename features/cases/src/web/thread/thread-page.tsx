import { memberOf } from "@niuniu/roster";
import { Button, dayIn, formatDate, LinkButton, Notice, Person, Pill, t, Heading, aboutMember } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { closedUnread, endingOf } from "../../cannot-open.ts";
import { EarlyNotice, RecordAlarms } from "@niuniu/matter/web";
import {
  Differences,
  Failure,
  KeepAnew,
  Objection,
  Proof,
  useDoor,
  useDuty,
  useWords,
  type Writing,
} from "@niuniu/matter/web/receipt";
import { dutyOf } from "./duty.ts";
import { firstOf, unreadEnding } from "./first.ts";
import { day, nameOf } from "./names.ts";
import { followsFrom, type Objecting } from "./follows.ts";
import { Newest } from "./newest.tsx";
import { OwedNow } from "./owed-now.tsx";
import type { Door, OpenDoor, OpenThread, Saying } from "./receipt-case.ts";
import { Raise } from "./raise.tsx";
import { SayMore } from "./say-more.tsx";
import { ThreadLine, titleIn } from "./thread-line.tsx";
import { Unsent } from "./unsent.tsx";

/** Who can open the report, and who did so through this server. */
function Readers({ thread }: { readonly thread: OpenThread }): JSX.Element {
  const opened = thread.state?.opened ?? [];
  // By what was signed; the server's own list counts only where its record cannot be followed at all.
  const readers = thread.state?.readers ?? thread.header.readers.filter((id) => id !== "reporter");
  return (
    <section class="card">
      <h2>{t("cases.thread.readers")}</h2>
      <ul>
        {readers.map((id) => {
          const member = memberOf(thread.trust.roster, id);
          const on = opened.find(({ by }) => by === id)?.day;
          const when =
            on === undefined ? t("cases.thread.reader-not") : t("cases.thread.reader-opened", { day: day(on) });
          return (
            <li key={id}>
              <Person name={nameOf(thread, id)} about={member === null ? "" : aboutMember(member)}>
                <Pill tone={on === undefined ? undefined : "done"}>{when}</Pill>
              </Person>
            </li>
          );
        })}
      </ul>
      <p class="hint">{t("cases.thread.readers-more")}</p>
    </section>
  );
}

/** Nobody here could open it, or who could has left: that it is nobody's fault in particular, and what to do about it. */
function Unopened({ thread }: { readonly thread: OpenThread }): JSX.Element | null {
  const { state } = thread;
  if (state === null || !closedUnread(state)) return null;
  const words = state.left ? "readers-left" : "nobody-opened";
  return (
    <Notice tone="owed" title={t(`cases.thread.${words}`)}>
      <p>{t(`cases.thread.${words}-more`)}</p>
      <LinkButton href="/report">{t("cases.thread.report-anew")}</LinkButton>
    </Notice>
  );
}

/** As it stands within a sentence. */
const inSentence = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);

/** With which finding a case was closed, where its outcome can be read here. */
function findingOf({ state, contents }: OpenThread): string | null {
  const content = contents.get(state?.messages.at(-1)?.number ?? 0);
  const finding = content?.kind === "message" ? content.letter.finding : undefined;
  return finding === undefined ? null : inSentence(t(`cases.thread.finding.${finding}`));
}

/** That a case is closed, since which day, and how. */
function closedWords(thread: OpenThread, unread: boolean): string {
  const { state, entries } = thread;
  const ending = state === null ? null : endingOf(state);
  const ended = entries.find(({ entry }) => entry.number === ending?.number);
  const on = { day: day((ended ?? entries.at(-1))?.entry.date ?? "") };
  // Before it was opened nothing is said of what it is.
  if (unread) return t("cases.thread.about-closed-plain", on);
  if (state !== null && closedUnread(state)) return t("cases.thread.about-unopened", on);
  if (state?.messages.at(-1)?.kind === "junk") return t("cases.thread.about-junk", on);
  const finding = findingOf(thread);
  return finding === null
    ? t("cases.thread.about-closed-plain", on)
    : t("cases.thread.about-closed", { ...on, finding });
}

/** Where the case stands, in a line; of one that ended without an outcome it does not say that there is one. */
function aboutOf(thread: OpenThread, unread: boolean): string {
  const { state, header } = thread;
  const at = state?.stage ?? header.stage;
  // What is owed after an outcome is its review.
  const stage = t(`cases.thread.stage.${at === "concluded" && header.owed !== null ? "review" : at}`);
  if (header.owed !== null) return t("cases.thread.about", { owner: nameOf(thread, header.owed.owner), stage });
  return closedWords(thread, unread);
}

/** That the clocks differ, which of the two may be wrong, and what to do in either case. */
function ClocksApart({ thread: { ahead, trust } }: { readonly thread: OpenThread }): JSX.Element {
  const now = Date.now();
  const [here, there] = [now, now + ahead].map((time) => formatDate(time, now, trust.zone)) as [string, string];
  return <Notice tone="owed">{t("cases.thread.clocks", { here, there })}</Notice>;
}

/** What the page is to say first: how it came to what it shows, its own fault before the server's. Never folded. */
function Alarms({ open, duty }: { readonly open: OpenDoor; readonly duty: Saying | null }): JSX.Element {
  const { thread } = open;
  const { owed } = thread.header;
  return (
    <>
      {thread.ahead !== 0 && <ClocksApart thread={thread} />}
      <Differences words={WORDS} thread={thread} />
      <RecordAlarms words="cases.record" {...thread.onRecord} zone={thread.trust.zone} />
      <EarlyNotice trust={thread.trust} words="cases.record.early" />
      {duty?.kind === "unanswered" && (
        <Notice tone="missed">
          {t("cases.thread.reporting", {
            name: owed === null ? t("cases.thread.readers") : nameOf(thread, owed.owner),
          })}
        </Notice>
      )}
    </>
  );
}

/** Into what the words of an act are written. */
const WRITTEN = { say: "said", unanswered: "objected", contest: "objected", raise: "objected" } as const;
const WORDS = "cases.thread";

/** What each of them is called in our strings. */
const wordsOf = (objecting: Objecting): "raise-serious" | "raise-crisis" | "contest" | "not-answer" => {
  if (objecting.kind === "raise") return `raise-${objecting.to}`;
  return objecting.kind === "contest" ? "contest" : "not-answer";
};

const sayingOf = (objecting: Objecting, text: string | null): Saying => {
  if (objecting.kind === "raise") return { kind: "raise", to: objecting.to, text };
  const { about } = objecting;
  return objecting.kind === "contest"
    ? { kind: "contest", about, text }
    : { kind: "unanswered", reason: "not-an-answer", about, text };
};

/** What follows once it is sent: who owes what by when, where that can be reckoned here. */
function followsWords(thread: OpenThread, objecting: Objecting): string {
  const words = `${wordsOf(objecting)}-more` as const;
  const now = Date.now();
  const next = followsFrom(thread, objecting, now);
  const owner = next?.owner ?? thread.header.owed?.owner;
  const name = owner === undefined ? "" : nameOf(thread, owner);
  if (next === null || words === "raise-serious-more" || words === "raise-crisis-more")
    return t(`cases.thread.${words}`, { name });
  const { why } = next;
  const isReview = why === "contested" || why === "contested-outside" || why === "contested-again";
  const reviews = t(`cases.thread.moved.${isReview ? why : "other"}`, { name });
  return t(`cases.thread.${words}-by`, { name, reviews, date: formatDate(next.due, now, thread.trust.zone) });
}

/** "This does not answer me", contesting, and that it is more urgent: what they say and sign. */
function Objected(props: {
  readonly objecting: Objecting;
  readonly open: OpenDoor;
  readonly writing: Writing;
  readonly onClose: () => void;
}): JSX.Element {
  const { open, objecting } = props;
  return (
    <Objection
      {...{ ...props.writing, ...open.of(objecting.kind), words: WORDS }}
      title={t(`cases.thread.${wordsOf(objecting)}-title`)}
      more={followsWords(open.thread, objecting)}
      say={(text) => open.say(sayingOf(objecting, text))}
      onClose={props.onClose}
    />
  );
}

/** Everything about one report: what was said last, what is owed, what can be said, and what happened. */
export function ThreadPage(props: { readonly door: Door; readonly first: OpenThread }): JSX.Element {
  const open = useDoor(props.door, props.first, WORDS);
  const [read, setRead] = useState<number | null>(null);
  const duty = dutyOf(open.thread, read);
  useDuty(open, duty);
  const [objection, setObjection] = useState<Objecting | null>(null);
  const { thread } = open;
  const { of, keeping } = useWords(props.door, thread, WRITTEN);
  const said = of("said");
  const now = Date.now();
  const first = firstOf(thread, now, dayIn(now, thread.trust.zone));
  const ending = unreadEnding(thread, now);
  const unread = ending?.about === read ? null : ending;
  const onAct = (about: number, kind: "unanswered" | "contest"): void => setObjection({ about, kind });
  return (
    <>
      <div class="stack close">
        <Heading of="thread" fresh>
          {t("cases.thread.title")}
        </Heading>
        <p class="soft">{aboutOf(thread, unread !== null)}</p>
      </div>
      <Alarms open={open} duty={duty} />
      {duty !== null && objection === null && <Failure of={open.of(duty.kind).failure} />}
      <Newest {...{ thread, first, unread, onAct, onRead: setRead }} writing={said.text !== ""} />
      <Unsent text={of("objected").text} {...{ objection, first, onAct }} />
      <OwedNow thread={thread} wait={first.next === "wait"} />
      <Raise thread={thread} onRaise={(to) => setObjection({ kind: "raise", to })} />
      {unread === null && <Unopened thread={thread} />}
      <SayMore {...{ open, keeping, writing: said }} stands={first.next === "answer"} />
      <ThreadLine
        thread={thread}
        above={unread === null ? first.number : null}
        unread={unread?.about ?? null}
        onAct={onAct}
      />
      <Proof {...{ words: WORDS, thread }} record="cases.record" titleOf={(number) => titleIn(thread, number)} />
      <Readers thread={thread} />
      <KeepAnew {...{ words: WORDS, thread }} code={props.door.code} back="/return" />
      <Failure of={open.of("refresh").failure} />
      <Button busy={open.of("refresh").busy ? t("cases.thread.looking") : null} onClick={open.refresh}>
        {t("cases.thread.refresh")}
      </Button>
      {objection !== null && (
        <Objected {...{ open, objecting: objection, writing: of("objected") }} onClose={() => setObjection(null)} />
      )}
    </>
  );
}
