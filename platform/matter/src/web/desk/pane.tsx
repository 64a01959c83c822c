import { Button, Progress, t, Trouble, useAct } from "@niuniu/ui";
import type { Beside } from "@niuniu/ui/area";
import type { ParcelOf } from "@niuniu/wire";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { BeginningLetter, MessageLetter } from "../../letters.ts";
import type { Matter } from "../../state.ts";
import type { SealedThread } from "../../thread.ts";
import type { OnRecord } from "../on-record.ts";
import { OpenedAlarms } from "./alarms.tsx";
import type { Desk } from "./desk.ts";
import type { ReadHere } from "./find/kept-matter.ts";
import { LabelField } from "./find/label-field.tsx";
import { useKept } from "./find/use-kept.ts";
import type { Inside } from "./inside.ts";
import type { OpenedMatter } from "./open-sealed.ts";
import { Meanwhile, type DeskPlan, type Performing } from "./perform.ts";
import { RecordOfMatter } from "./record-of-matter.tsx";
import { useOnRecord, useRecord, type RecordState } from "./use-record.ts";
import { SCREEN, useThread, type Reading } from "./use-thread.ts";

/** What stands there before a member has opened the matter. */
export interface Unopened {
  readonly busy: boolean;
  readonly error: unknown;
  readonly onOpen: () => void;
}

/** What an open matter is shown with. */
interface BesideOpened<Plan> {
  /** Sends what is planned. */
  readonly act: (plan: Plan) => Promise<void>;
  /** Null until the public record was looked at. */
  readonly onRecord: OnRecord | null;
  /** The number of the first entry to be drawn: of a long matter its newest ones come first, and all of them a moment later. */
  readonly from: number;
}

/** A kind of sealed matter as it stands open at a desk. */
interface Shown<M extends Matter, Opened, Header extends SealedThread, Plan extends DeskPlan> {
  /** The prefix of the feature's strings: it says "WORDS.desk.…", "WORDS.record.…" and "WORDS.find.label.…". */
  readonly words: string;
  readonly desk: Desk<M["policy"]>;
  /** A stable value. */
  readonly reading: Reading<Header, Opened, Desk<M["policy"]>>;
  readonly perform: Performing<Header, Plan, M["policy"]>["perform"];
  /** The act by which a member says that they open it. */
  readonly opens: Plan;
  /** What of it is found again. */
  readonly readHere: (opened: Opened) => ReadHere;
  readonly unopened: (thread: ParcelOf<Header>, asked: Unopened) => JSX.Element;
  readonly opened: (opened: Opened, beside: BesideOpened<Plan>) => JSX.Element;
}

/** What was opened of a matter once all of it has come. */
const wholeOf = <Opened,>(onDesk: { readonly opened: Opened | null; readonly whole: boolean } | null): Opened | null =>
  onDesk?.whole === true ? onDesk.opened : null;

/** One sealed matter: asked for before it is opened the first time, then what does not match, its story and what can be done. */
export function SealedPane<
  M extends Matter,
  Begun extends BeginningLetter,
  Letter extends MessageLetter,
  Header extends SealedThread,
  Plan extends DeskPlan,
>(props: Beside<Inside> & Shown<M, OpenedMatter<M, Begun, Letter, Header>, Header, Plan>): JSX.Element {
  const { inside, name, words, desk, readHere } = props;
  const { onDesk, error, again, take } = useThread(desk, props.reading, { name, turn: props.turn });
  const record = useRecord(inside.house);
  // The record is asked about all of it once, and not before its newest words stand there.
  const onRecord = useOnRecord(desk, onDesk?.whole === true ? onDesk.thread.header : null, { record, again });
  const opening = useAct();
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.focus(), [name]);
  // What had the focus may be gone with what was done: whoever has no pointer goes on from the matter.
  useEffect(() => {
    if (document.activeElement === document.body) pane.current?.focus({ preventScroll: true });
  }, [onDesk]);
  const kept = useKept();
  const whole = wholeOf(onDesk);
  useEffect(() => {
    if (whole !== null) kept.read(readHere(whole), true);
  }, [whole, kept]);
  const act = async (thread: ParcelOf<Header>, plan: Plan): Promise<void> => {
    try {
      await take(await props.perform(desk, thread, plan, record.state === "checked" ? record.view : undefined));
    } catch (reason) {
      // What came in between is shown; the form keeps what was typed and says why it was not sent.
      if (reason instanceof Meanwhile) await take(reason.thread as ParcelOf<Header>);
      throw reason;
    }
    props.onChanged();
  };
  return (
    <div class="pane stack" ref={pane} tabIndex={-1} role="region" aria-label={t(`${words}.desk.pane`)}>
      <div class="row spread no-print">
        <Button kind="quiet" onClick={props.onClose}>
          {t(`${words}.desk.close`)}
        </Button>
      </div>
      <Trouble error={error} again={again} />
      {onDesk === null && error === null && <Progress words={t(`${words}.desk.opening`)} />}
      {onDesk !== null && onDesk.opened === null && (
        <>
          {props.unopened(onDesk.thread, {
            busy: opening.busy,
            error: opening.error,
            onOpen: () => void opening.run(() => act(onDesk.thread, props.opens)),
          })}
        </>
      )}
      {onDesk?.opened != null && (
        <>
          <Found {...{ words, desk, record, onRecord, name }} opened={onDesk.opened} />
          {props.opened(onDesk.opened, {
            ...{ act: (plan) => act(onDesk.thread, plan), onRecord },
            from: onDesk.whole ? 1 : onDesk.thread.header.entries.length - SCREEN + 1,
          })}
        </>
      )}
    </div>
  );
}

/** What stands above an open matter: what does not match, here or in the record, and this member's own word for it. */
function Found(props: {
  readonly words: string;
  readonly name: string;
  readonly desk: Desk;
  readonly opened: Parameters<typeof OpenedAlarms>[0]["opened"];
  readonly record: RecordState;
  readonly onRecord: OnRecord | null;
}): JSX.Element {
  const { words, desk, record, onRecord } = props;
  return (
    <>
      <OpenedAlarms words={`${words}.desk`} desk={desk} opened={props.opened} />
      <RecordOfMatter words={`${words}.record`} desk={desk} record={record} onRecord={onRecord} />
      <LabelField words={`${words}.find.label`} name={props.name} />
    </>
  );
}
