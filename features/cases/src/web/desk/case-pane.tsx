import { Button, Notice, Progress, t, Trouble, useAct } from "@niuniu/ui";
import type { Beside } from "@niuniu/ui/area";
import type { ParcelOf } from "@niuniu/wire";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { deskOlder, deskThread, type ThreadHeader } from "../../routes.ts";
import { ActBar } from "./act-bar.tsx";
import { perform } from "./act.ts";
import { CannotOpenCard } from "./dialogs/cannot-open-card.tsx";
import { openCase, type OpenedCase } from "./open-case.ts";
import type { Perform, Plan } from "./plan.ts";
import { CaseTimeline } from "./case-timeline.tsx";
import type { Desk } from "./desk.ts";
import { useDesk } from "./desk.ts";
import {
  Meanwhile,
  OpenedAlarms,
  RecordOfMatter,
  useOnRecord,
  useRecord,
  useThread,
  type Inside,
} from "@niuniu/matter/web/desk";
import { LabelField, useKept } from "@niuniu/matter/web/find";
import { readHere } from "./find/named.tsx";
import { ReportCard } from "./report-card.tsx";
import { Unopened } from "./unopened.tsx";

const reading = { thread: deskThread, older: deskOlder, open: openCase };

/** One case: asked for before it is opened the first time, then the report, its story and what can be done. */
export function CasePane(props: Beside<Inside>): JSX.Element {
  const { inside, name } = props;
  const desk = useDesk(inside);
  const { onDesk, error, again, take } = useThread(desk, reading, { name, turn: props.turn });
  const record = useRecord(inside.house);
  const onRecord = useOnRecord(desk, onDesk?.thread.header ?? null, { record, again });
  const opening = useAct();
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.focus(), [name]);
  const kept = useKept();
  const opened = onDesk?.whole === true ? onDesk.opened : null;
  useEffect(() => {
    if (opened !== null) kept.read(readHere(opened), true);
  }, [opened, kept]);
  const act = async (thread: ParcelOf<ThreadHeader>, plan: Plan): Promise<void> => {
    try {
      await take(await perform(desk, thread, plan, record.state === "checked" ? record.view : undefined));
    } catch (reason) {
      // What came in between is shown; the form keeps what was typed and says why it was not sent.
      if (reason instanceof Meanwhile) await take(reason.thread as ParcelOf<ThreadHeader>);
      throw reason;
    }
    props.onChanged();
  };
  return (
    <div class="pane stack" ref={pane} tabIndex={-1} role="region" aria-label={t("cases.desk.pane")}>
      <div class="row spread no-print">
        <Button kind="quiet" onClick={props.onClose}>
          {t("cases.desk.close")}
        </Button>
      </div>
      <Trouble error={error} again={again} />
      {onDesk === null && error === null && <Progress words={t("cases.desk.opening")} />}
      {onDesk !== null && onDesk.opened === null && (
        <Unopened
          desk={desk}
          thread={onDesk.thread}
          busy={opening.busy}
          error={opening.error}
          onOpen={() => void opening.run(() => act(onDesk.thread, { kind: "open", text: null }))}
        />
      )}
      {onDesk?.opened !== undefined && onDesk.opened !== null && (
        <>
          <OpenedAlarms words="cases.desk" desk={desk} opened={onDesk.opened} />
          <RecordOfMatter words="cases.record" desk={desk} record={record} onRecord={onRecord} />
          <LabelField words="cases.find.label" name={name} />
          <ReportCard desk={desk} opened={onDesk.opened} />
          <CaseTimeline desk={desk} opened={onDesk.opened} onRecord={onRecord} />
          <Acts desk={desk} opened={onDesk.opened} perform={(plan) => act(onDesk.thread, plan)} />
        </>
      )}
    </div>
  );
}

/** What can be done with a case that is open on the desk. */
function Acts(props: { readonly desk: Desk; readonly opened: OpenedCase; readonly perform: Perform }): JSX.Element {
  const { unopenable, alarms } = props.opened;
  if (unopenable !== null) return <CannotOpenCard {...props} reason={unopenable} />;
  if (isBlocked(alarms)) return <Notice tone="missed">{t("cases.desk.blocked")}</Notice>;
  return <ActBar {...props} />;
}

const blocking = ["name", "reporter-key", "chain", "report", "report-missing"];

/** Nothing is sealed to a reporter whose key is in doubt, nor while nobody here can see who was struck out. */
const isBlocked = (alarms: readonly { readonly code: string }[]): boolean =>
  alarms.some(({ code }) => blocking.includes(code));
