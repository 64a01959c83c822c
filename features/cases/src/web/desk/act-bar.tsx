import { nowAt } from "@niuniu/matter/web/desk";
import {
  HandOverDialog,
  LetInCard,
  MessageDialog,
  NoteDialog,
  PostponeDialog,
  ReplyForm,
} from "@niuniu/matter/web/write";
import { dayOf } from "@niuniu/owe";
import { nameOf } from "@niuniu/roster";
import { Button, t } from "@niuniu/ui";
import { Begun, LeftWords } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { closedUnread, triedBy } from "../../cannot-open.ts";
import { hasStood } from "../../telling.ts";
import { windowOf } from "../closing.ts";
import { loadWords } from "../load-words.ts";
import { useActKeys } from "./act-keys.ts";
import { mayExtend, handOverChoices, postponeDays, reclassChoices, rewrapChoices } from "./choices.ts";
import type { Desk } from "./desk.ts";
import { OpenAfterAll } from "./dialogs/cannot-open-card.tsx";
import { ClosingPreview } from "./dialogs/closing-preview.tsx";
import { ExtendDialog } from "./dialogs/extend-dialog.tsx";
import { OutcomeDialog } from "./dialogs/outcome-dialog.tsx";
import { ReclassDialog } from "./dialogs/reclass-dialog.tsx";
import { SecondCard } from "./dialogs/second-card.tsx";
import type { OpenedCase } from "./open-case.ts";
import type { Perform, Plan } from "./plan.ts";
import { readyFor, type Into } from "./ready-words.tsx";
import { WhatFollows } from "./what-follows.tsx";

const WORDS = "cases.desk";
const owners = ["stage", "outcome", "hand-over", "postpone", "extend", "junk"] as const;
/** What any reader can say. */
const readers = ["note", "reclass"] as const;
type Shown = (typeof readers)[number] | (typeof owners)[number];

/** What this member can do with the open case; what they cannot is said, with whose turn it is. */
export function ActBar(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
}): JSX.Element {
  const { desk, opened, perform } = props;
  const [shown, setShown] = useState<Shown | null>(null);
  const { owed, case: name } = opened.header;
  const given = { ...{ words: WORDS, name, loadWords, perform }, onClose: () => setShown(null) };
  const dialog = (kind: Shown, into: Into = "other") => {
    return { ...given, open: shown === kind, ready: readyFor(desk, opened, into) };
  };
  const leave = (text: string): Promise<void> => perform({ kind: "note", text });
  // Before a case is closed of which no answer has stood: it is said, shown as it will be read, and asked once more.
  const answered = opened.state !== null && hasStood(opened.state, nowAt(desk), opened.rules);
  const review = answered ? undefined : (plan: Plan) => <ClosingPreview desk={desk} opened={opened} plan={plan} />;
  const next = nextStage(opened.header.stage);
  const called = (kind: Shown): string =>
    t(`cases.desk.bar.${kind}`, { stage: next === null ? "" : t(`cases.desk.step.${next}`) });
  const offered = offeredIn(desk, opened);
  useActKeys(offered, setShown);
  if (owed === null) {
    return (
      <>
        <ClosedBar desk={desk} opened={opened} perform={perform} />
        <LeftWords words={WORDS} name={name} leave={null} kinds={["reply", ...readers, ...owners]} />
      </>
    );
  }
  const mine = owed.owner === desk.me;
  const second = owed.act === "second";
  return (
    <section class="stack acts" aria-label={t("cases.desk.bar")}>
      {mine && second && <SecondCard {...given} {...{ desk, opened }} ready={readyFor(desk, opened, "note")} />}
      {mine && !second && (
        <ReplyForm
          {...given}
          ready={readyFor(desk, opened, "answer")}
          send={(text) => perform({ kind: "answer", text })}
          follows={<WhatFollows desk={desk} opened={opened} kind="answer" />}
          main={shown !== "outcome"}
        />
      )}
      {!mine && (
        <>
          <p class="soft">{t("cases.desk.bar.not-yours", { name: nameOf(desk.roster, owed.owner) })}</p>
          <LeftWords words={WORDS} name={name} leave={leave} kinds={["reply", ...owners]} />
        </>
      )}
      <div class="row">
        {offered.map((kind) => (
          <Button key={kind} kind="quiet" onClick={() => setShown(kind)}>
            {called(kind)}
          </Button>
        ))}
      </div>
      <Begun words={WORDS} name={name} kinds={offered.filter((kind) => kind !== shown)} called={called} />
      <NoteDialog<Plan>
        {...dialog("note", "note")}
        {...{ desk, opened }}
        note={(text, mentions) => ({ kind: "note", text, ...(mentions.length === 0 ? {} : { mentions }) })}
      />
      <MessageDialog<Plan>
        {...dialog("junk")}
        says="cases.desk.dialog.junk"
        kind="junk"
        danger
        review={review}
        plan={(text) => ({ kind: "junk", text })}
      />
      {next !== null && (
        <MessageDialog<Plan>
          {...dialog("stage", next)}
          says="cases.desk.dialog.stage"
          kind="stage"
          plan={(text) => ({ kind: "stage", text, to: next })}
          values={{ stage: t(`cases.desk.step.${next}`) }}
        >
          <WhatFollows desk={desk} opened={opened} kind={next} />
        </MessageDialog>
      )}
      <ReclassDialog {...dialog("reclass")} {...{ desk, opened }} />
      <ExtendDialog {...dialog("extend")} {...{ desk, opened }} />
      <OutcomeDialog {...dialog("outcome")} {...{ desk, opened, review }} />
      <HandOverDialog<Plan>
        {...dialog("hand-over")}
        choices={shown === "hand-over" ? handOverChoices(desk, opened) : []}
        handOver={(to, text) => ({ kind: "hand-over", to, text })}
      />
      <PostponeDialog<Plan>
        {...dialog("postpone")}
        days={shown === "postpone" ? postponeDays(desk, opened) : []}
        now={nowAt(desk)}
        postpone={(text, due) => ({ kind: "postpone", text, due })}
      />
      <LetInCard
        words={WORDS}
        choices={rewrapChoices(desk, opened)}
        letIn={(reader) => perform({ kind: "rewrap", text: null, reader })}
      />
    </section>
  );
}

/** What the rules let this member do in an open case; nothing in a closed one. */
function offeredIn(desk: Desk, opened: OpenedCase): readonly Shown[] {
  const { owed, stage } = opened.header;
  if (owed === null) return [];
  const said = readers.filter((kind) => kind !== "reclass" || reclassChoices(desk, opened).length > 0);
  if (owed.owner !== desk.me) return said;
  if (owed.act === "second") return [...said, "hand-over"];
  const can = (kind: Shown): boolean => {
    if (kind === "stage") return nextStage(stage) !== null;
    return kind !== "extend" || mayExtend(desk, opened);
  };
  return [...said, ...owners.filter(can)];
}

function ClosedBar(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
}): JSX.Element {
  const { desk, opened } = props;
  const { state } = opened;
  const given = state !== null && closedUnread(state) && !triedBy(state).includes(desk.me);
  if (given) return <OpenAfterAll perform={props.perform} />;
  // Whoever handed in a sealed file cannot contest; where no reader was left, the story says who takes it up.
  const window = state === null || state.sealed ? null : windowOf(state, dayOf(nowAt(desk), desk.calendar));
  return <p class="soft">{t(`cases.desk.bar.${window === null ? "closed" : `closed-${window}`}`)}</p>;
}

/** A conclusion comes only with a written outcome, never as a stage of its own. */
function nextStage(stage: string): "assessed" | "investigated" | null {
  if (stage === "received") return "assessed";
  return stage === "assessed" ? "investigated" : null;
}
