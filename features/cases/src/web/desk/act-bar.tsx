import { nowAt } from "@niuniu/matter/web/desk";
import { nameOf } from "@niuniu/roster";
import { Button, Form, Notice, t, TextArea, Trouble, useAct } from "@niuniu/ui";
import { hasWords } from "@niuniu/wire";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { loadWords } from "../load-words.ts";
import { holdsReceipt, ReceiptFound, useReceiptCheck } from "@niuniu/matter/web";
import { closedUnread, triedBy } from "../../cannot-open.ts";
import { hasStood } from "../../telling.ts";
import { useActKeys } from "./act-keys.ts";
import type { Perform, Plan } from "./plan.ts";
import type { Desk } from "./desk.ts";
import { ClosingPreview } from "./dialogs/closing-preview.tsx";
import { HandOverDialog } from "./dialogs/hand-over-dialog.tsx";
import { MessageDialog } from "./dialogs/message-dialog.tsx";
import { NoteDialog } from "./dialogs/note-dialog.tsx";
import { OutcomeDialog } from "./dialogs/outcome-dialog.tsx";
import { PostponeDialog } from "./dialogs/postpone-dialog.tsx";
import { RewrapCard } from "./dialogs/rewrap-card.tsx";
import { Begun, KeptHere } from "./kept-here.tsx";
import { LeftWords } from "./left-words.tsx";
import { ReadyPicker } from "./ready-words.tsx";
import { draftsGone, useDraft, useReadyWords } from "@niuniu/ui/area";
import { OpenAfterAll } from "./dialogs/cannot-open-card.tsx";
import type { OpenedCase } from "./open-case.ts";
import { WhatFollows } from "./what-follows.tsx";

const owners = ["stage", "outcome", "hand-over", "postpone", "junk"] as const;
type Shown = "note" | (typeof owners)[number];

/** What this member can do with the open case; what they cannot is said, with whose turn it is. */
export function ActBar(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
}): JSX.Element {
  const { desk, opened, perform } = props;
  const [shown, setShown] = useState<Shown | null>(null);
  const { owed } = opened.header;
  const given = { desk, opened, perform, onClose: () => setShown(null) };
  // Before a case is closed of which no answer has stood: it is said, shown as it will be read, and asked once more.
  const answered = opened.state !== null && hasStood(opened.state, nowAt(desk), opened.rules);
  const review = answered ? undefined : (plan: Plan) => <ClosingPreview desk={desk} opened={opened} plan={plan} />;
  const next = nextStage(opened.header.stage);
  const called = (kind: Shown): string =>
    t(`cases.desk.bar.${kind}`, { stage: next === null ? "" : t(`cases.desk.step.${next}`) });
  const offered = offeredIn(opened, desk.me);
  useActKeys(offered, setShown);
  if (owed === null) {
    return (
      <>
        <ClosedBar desk={desk} opened={opened} perform={perform} />
        <LeftWords opened={opened} perform={null} kinds={["reply", "note", ...owners]} />
      </>
    );
  }
  const mine = owed.owner === desk.me;
  return (
    <section class="stack acts" aria-label={t("cases.desk.bar")}>
      {mine ? (
        <ReplyForm desk={desk} opened={opened} perform={perform} main={shown !== "outcome"} />
      ) : (
        <>
          <p class="soft">{t("cases.desk.bar.not-yours", { name: nameOf(desk.roster, owed.owner) })}</p>
          <LeftWords opened={opened} perform={perform} kinds={["reply", ...owners]} />
        </>
      )}
      <div class="row">
        {offered.map((kind) => (
          <Button key={kind} kind="quiet" onClick={() => setShown(kind)}>
            {called(kind)}
          </Button>
        ))}
      </div>
      <Begun name={opened.header.case} kinds={offered.filter((kind) => kind !== shown)} called={called} />
      <NoteDialog {...given} open={shown === "note"} />
      <MessageDialog
        {...given}
        kind="junk"
        open={shown === "junk"}
        review={review}
        plan={(text) => ({ kind: "junk", text })}
      />
      {next !== null && (
        <MessageDialog
          {...given}
          kind="stage"
          open={shown === "stage"}
          plan={(text) => ({ kind: "stage", text, to: next })}
          values={{ stage: t(`cases.desk.step.${next}`) }}
          into={next}
        >
          <WhatFollows desk={desk} opened={opened} kind={next} />
        </MessageDialog>
      )}
      <OutcomeDialog {...given} review={review} open={shown === "outcome"} />
      <HandOverDialog {...given} open={shown === "hand-over"} />
      <PostponeDialog {...given} open={shown === "postpone"} />
      <RewrapCard desk={desk} opened={opened} perform={perform} />
    </section>
  );
}

/** What the rules let this member do in an open case; nothing in a closed one. */
function offeredIn({ header: { owed, stage } }: OpenedCase, me: string): readonly Shown[] {
  if (owed === null) return [];
  if (owed.owner !== me) return ["note"];
  return ["note", ...owners.filter((kind) => kind !== "stage" || nextStage(stage) !== null)];
}

function ClosedBar(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
}): JSX.Element {
  const { state } = props.opened;
  const given = state !== null && closedUnread(state) && !triedBy(state).includes(props.desk.me);
  return given ? <OpenAfterAll perform={props.perform} /> : <p class="soft">{t("cases.desk.bar.closed")}</p>;
}

function ReplyForm(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
  /** Whether replying is what this page is for just now. */
  readonly main: boolean;
}): JSX.Element {
  const [text, setText] = useDraft(`${props.opened.header.case} reply`);
  const [state, setState] = useState<"idle" | "missing" | "sent">("idle");
  const act = useAct();
  const check = useReceiptCheck((one) => holdsReceipt(one, loadWords));
  const area = useRef<HTMLTextAreaElement>(null);
  const { stillOpen } = useReadyWords();
  const missing = hasWords(text) ? stillOpen(text) : t("cases.desk.reply.empty");
  const send = (sure: boolean): void => {
    setState(missing === null ? "idle" : "missing");
    if (missing !== null) return;
    void act.run(async () => {
      if (!sure && (await check.stops(text))) return;
      check.clear();
      await props.perform({ kind: "answer", text: text.trim() });
      setText("");
      await draftsGone();
      setState("sent");
    });
  };
  return (
    <Form
      onSubmit={() => {
        send(false);
      }}
    >
      <TextArea
        label={t("cases.desk.reply.label")}
        bare
        rows={4}
        placeholder={t("cases.desk.reply.placeholder")}
        value={text}
        onInput={(typed) => {
          setText(typed);
          setState("idle");
          check.clear();
        }}
        areaRef={area}
        error={state === "missing" ? missing : null}
      />
      <ReadyPicker desk={props.desk} opened={props.opened} into="answer" area={area} />
      {check.found && <ReceiptFound onSend={() => send(true)} />}
      <Trouble error={act.error} />
      {hasWords(text) && <WhatFollows desk={props.desk} opened={props.opened} kind="answer" />}
      {state === "sent" && <Notice tone="done">{t("cases.desk.reply.sent")}</Notice>}
      <KeptHere of={`${props.opened.header.case} reply`} area={area} onDiscard={() => setText("")} />
      <Button kind={props.main ? "main" : "plain"} type="submit" busy={act.busy ? t("cases.desk.sealing") : null}>
        {t("cases.desk.reply.send")}
      </Button>
    </Form>
  );
}

/** A conclusion comes only with a written outcome, never as a stage of its own. */
function nextStage(stage: string): "assessed" | "investigated" | null {
  if (stage === "received") return "assessed";
  return stage === "assessed" ? "investigated" : null;
}
