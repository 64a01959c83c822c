import { memberOf } from "@niuniu/roster";
import {
  Button,
  CheckMark,
  clockWords,
  Dialog,
  Form,
  LinkButton,
  Notice,
  Person,
  Pill,
  Progress,
  t,
  TextArea,
  saveText,
  Heading,
  aboutMember,
} from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { closedUnread } from "../../cannot-open.ts";
import {
  EarlyNotice,
  keptUpTo,
  KeyWord,
  ReceiptFound,
  RecordAlarms,
  useReceiptCheck,
  writeSaved,
} from "@niuniu/matter/web";
import { day, nameOf } from "./names.ts";
import { Differences, OwedNow } from "./owed-now.tsx";
import { isChained } from "./read-thread.ts";
import type { Door, OpenThread } from "./receipt-door.ts";
import { ThreadLine } from "./thread-line.tsx";
import { useDoor, useDuty, type Failed, type OpenDoor } from "./use-door.ts";

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

/** That the thread is as it must be, and the saved file if one was chosen: no word of it where something differs. Then the zone of its times. */
function Verified({ thread }: { readonly thread: OpenThread }): JSX.Element {
  const { alarms, differences, entries, onRecord, trust } = thread;
  const sound = alarms.length === 0 && differences.length === 0;
  return (
    <>
      {sound && <CheckMark>{t("cases.thread.checked", { n: entries.length })}</CheckMark>}
      {isChained(thread) && onRecord.fileHolds && <CheckMark>{t("cases.thread.file-holds")}</CheckMark>}
      <KeyWord words="cases.record" view={trust.record} />
      <p class="small soft">{t("cases.thread.zone", { zone: clockWords(trust.zone, timesIn(thread), Date.now()) })}</p>
    </>
  );
}

/** The moments (ms) of which this page says the time of day. */
function timesIn({ header, onRecord }: OpenThread): readonly number[] {
  const since = onRecord.standings.flatMap((one) => (one.state === "sealed" ? [one.seal.since] : []));
  return header.owed === null ? since : [...since, header.owed.due];
}

/** What did not succeed, in the words for it. */
function Failure({ of }: { readonly of: Failed | null }): JSX.Element | null {
  return of === null ? null : <Notice tone={of.tone}>{of.words()}</Notice>;
}

/** Saying more, whatever the stage, as long as anybody could read it. */
function Composer({ open }: { readonly open: OpenDoor }): JSX.Element | null {
  const [text, setText] = useState("");
  const [state, setState] = useState<"idle" | "empty" | "sent">("idle");
  const check = useReceiptCheck(open.holds);
  const send = async (sure: boolean): Promise<void> => {
    setState(hasWords(text) ? "idle" : "empty");
    if (!hasWords(text) || (!sure && (await check.stops(text)))) return;
    check.clear();
    if (!(await open.say({ kind: "say", text }))) return;
    setText("");
    setState("sent");
  };
  if (open.thread.state?.left === true) return null;
  return (
    <Form
      onSubmit={() => {
        void send(false);
      }}
    >
      <TextArea
        label={t("cases.thread.more")}
        hint={t("cases.thread.more-hint")}
        rows={4}
        value={text}
        onInput={(value) => {
          setText(value);
          setState("idle");
          check.clear();
        }}
        error={state === "empty" ? t("cases.what.empty") : null}
      />
      {check.found && <ReceiptFound onSend={() => void send(true)} />}
      <Failure of={open.failureOf("say")} />
      <Button kind="main" type="submit" busy={open.busy ? t("cases.thread.sending") : null}>
        {t("cases.thread.send")}
      </Button>
      <p class="good center" role="status">
        {state === "sent" ? t("cases.thread.sent") : ""}
      </p>
    </Form>
  );
}

/** "This does not answer me" and contesting: a sentence on what follows, words if one likes, one button. */
function Objection(props: {
  readonly open: OpenDoor;
  readonly about: number;
  readonly kind: "unanswered" | "contest";
  readonly onClose: () => void;
}): JSX.Element {
  const { open, about, kind } = props;
  const [text, setText] = useState("");
  const words = kind === "contest" ? "contest" : "not-answer";
  const owner = open.thread.header.owed?.owner;
  const check = useReceiptCheck(open.holds);
  const send = async (sure: boolean): Promise<void> => {
    if (!sure && (await check.stops(text))) return;
    check.clear();
    const said = { about, text: hasWords(text) ? text : null };
    const taken = await open.say(kind === "contest" ? { kind, ...said } : { kind, reason: "not-an-answer", ...said });
    if (taken) props.onClose();
  };
  return (
    <Dialog open title={t(`cases.thread.${words}-title`)} onClose={props.onClose}>
      <p>{t(`cases.thread.${words}-more`, { name: owner === undefined ? "" : nameOf(open.thread, owner) })}</p>
      <TextArea
        label={t("cases.thread.words")}
        optional
        rows={4}
        value={text}
        onInput={(value) => {
          setText(value);
          check.clear();
        }}
      />
      {check.found && <ReceiptFound onSend={() => void send(true)} />}
      <Failure of={open.failureOf(kind)} />
      <div class="pair">
        <Button onClick={props.onClose}>{t("cases.thread.cancel")}</Button>
        <Button kind="main" busy={open.busy ? t("cases.thread.sending") : null} onClick={() => void send(false)}>
          {t("cases.thread.send")}
        </Button>
      </div>
    </Dialog>
  );
}

/** Saving anew: what the first file holds ends with the sending of the report. */
function Keep({ door, thread }: { readonly door: Door; readonly thread: OpenThread }): JSX.Element | null {
  const saved = keptUpTo(thread.header, thread.trust.record);
  // What does not hold together is saved as evidence, not as a receipt.
  if (saved === null || !isChained(thread) || thread.onRecord.findings.length > 0) return null;
  const text = t("cases.thread.keep-file", { code: door.code, where: `${location.origin}/return` });
  return (
    <section class="card">
      <h2>{t("cases.thread.keep-title")}</h2>
      <p class="hint">{t("cases.thread.keep-hint")}</p>
      <Button onClick={() => saveText(t("cases.thread.keep-name"), text + writeSaved(saved))}>
        {t("cases.thread.keep")}
      </Button>
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

/** Where the case stands, in a line; of one that ended without an outcome it does not say that there is one. */
function aboutOf(thread: OpenThread): string {
  const { state, header } = thread;
  const stage = t(`cases.thread.stage.${state?.stage ?? header.stage}`);
  if (header.owed !== null) return t("cases.thread.about", { owner: nameOf(thread, header.owed.owner), stage });
  if (state !== null && closedUnread(state)) return t("cases.thread.about-unopened");
  return state?.messages.at(-1)?.kind === "junk"
    ? t("cases.thread.about-junk")
    : t("cases.thread.about-closed", { stage });
}

/** Everything about one report: what is owed, what happened, who could read it, and what can be said. */
export function ThreadPage(props: { readonly door: Door; readonly first: OpenThread }): JSX.Element {
  const open = useDoor(props.door, props.first);
  const duty = useDuty(open);
  const [objection, setObjection] = useState<{ about: number; kind: "unanswered" | "contest" } | null>(null);
  const { thread } = open;
  const { owed } = thread.header;
  return (
    <>
      <div class="stack close">
        <Heading of="thread" fresh>
          {t("cases.thread.title")}
        </Heading>
        <p class="soft">{aboutOf(thread)}</p>
      </div>
      <Differences thread={thread} />
      <RecordAlarms words="cases.record" {...thread.onRecord} zone={thread.trust.zone} />
      <EarlyNotice trust={thread.trust} words="cases.record.early" />
      {duty?.kind === "unanswered" && (
        <Notice tone="missed">
          {t("cases.thread.reporting", {
            name: owed === null ? t("cases.thread.readers") : nameOf(thread, owed.owner),
          })}
        </Notice>
      )}
      {duty !== null && objection === null && <Failure of={open.failureOf(duty.kind)} />}
      <OwedNow thread={thread} />
      <Unopened thread={thread} />
      <ThreadLine thread={thread} onAct={(about, kind) => setObjection({ about, kind })} />
      <Verified thread={thread} />
      <Composer open={open} />
      <Readers thread={thread} />
      <Keep door={props.door} thread={thread} />
      {open.busy && <Progress words={t("cases.thread.sending")} />}
      <Failure of={open.failureOf("refresh")} />
      <Button onClick={open.refresh}>{t("cases.thread.refresh")}</Button>
      {objection !== null && <Objection open={open} {...objection} onClose={() => setObjection(null)} />}
    </>
  );
}
