import { evidenceText, type Exhibit, type PutBackView, type Trust } from "@niuniu/trust";
import { Button, formatDate, Heading, Notice, saveText, t, type Values } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import { exhibitsOf, otherLog, unknownThough, type Kept } from "../against-saved.ts";
import { RecordAlarms } from "../record-alarms.tsx";

/** Why a thread is not shown though something is known about it. */
export type Refusal =
  | { readonly why: "unrecorded" }
  | { readonly why: "unknown"; readonly file: Kept; readonly trust: Trust | null }
  /** The file proves it, and the server was put back from a copy that did not hold it. */
  | { readonly why: "lost"; readonly file: Kept; readonly trust: Trust; readonly putBack: PutBackView }
  /** There is no file, and the server was put back: the receipt may be right. */
  | { readonly why: "put-back"; readonly trust: Trust; readonly putBack: PutBackView };

/** A refusal, told in the feature's strings with this prefix, such as "cases.record". */
type Worded<Why extends Refusal["why"]> = Extract<Refusal, { readonly why: Why }> & { readonly words: string };

/**
 * Instead of a thread: what the server denies although the saved file proves it, or whom it wants to be believed. `children`: the
 * ways on. `words`: the prefix of the feature's strings for all of it.
 */
export function Refused(props: {
  readonly words: string;
  readonly refusal: Refusal;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { words, refusal } = props;
  return (
    <>
      <Heading of="refused" fresh>
        {t(`${words}.${refusal.why}-title`)}
      </Heading>
      <Reason {...refusal} words={words} />
      {props.children}
    </>
  );
}

function Reason(props: Worded<Refusal["why"]>): JSX.Element {
  const { words } = props;
  switch (props.why) {
    case "unrecorded":
      return <Notice tone="missed">{t(`${words}.unrecorded`)}</Notice>;
    case "unknown":
      return <Unknown {...props} />;
    case "lost":
      return <Lost {...props} />;
    case "put-back":
      return (
        <Notice tone="owed">
          <Told {...{ words, of: "put-back", values: momentsOf(props) }} acts={["do-file", "do-after", "do-before"]} />
        </Notice>
      );
  }
}

/** When the copy was made and put in place, as people read it where the organisation is. */
function momentsOf({ putBack, trust }: Extract<Refusal, { readonly putBack: PutBackView }>) {
  const words = (time: number): string => formatDate(time, Date.now(), trust.zone);
  return { of: words(putBack.of), at: words(putBack.at) };
}

function exhibitsWith({ file, trust }: { readonly file: Kept; readonly trust: Trust | null }): readonly Exhibit[] {
  const view = trust?.record ?? null;
  const now = view === null ? [] : [{ title: "checkpoint from the server now", text: view.checkpoint }];
  return [...exhibitsOf(file), ...now];
}

function Unknown({ file, trust, words }: Worded<"unknown">): JSX.Element {
  const view = trust?.record ?? null;
  // What another key signed is no word of this server's, unless the key itself was changed.
  const findings = [unknownThough(file), ...(view === null ? [] : otherLog(file, view))];
  const zone = trust?.zone ?? "+00:00";
  return <RecordAlarms {...{ words, findings, view, zone }} exhibits={exhibitsWith({ file, trust })} />;
}

/** What happened, what is lost and what to do, each by itself: somebody who is frightened reads one of them at a time. */
function Told(props: {
  readonly words: string;
  readonly of: string;
  readonly values: Values;
  readonly acts: readonly string[];
}): JSX.Element {
  const { words } = props;
  const told = (part: string): string => t(`${words}.${props.of}.${part}`, props.values);
  return (
    <>
      {["happened", "gone"].map((part) => (
        <p key={part}>
          <strong class="block">{t(`${words}.part.${part}`)}</strong>
          {told(part)}
        </p>
      ))}
      <div>
        <strong class="block">{t(`${words}.part.do`)}</strong>
        <ul class="points">
          {props.acts.map((act) => (
            <li key={act}>{told(act)}</li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** No accusation: the log has said in public what happened. What it said is saved too, for a time when it is held to it. */
function Lost(props: Worded<"lost">): JSX.Element {
  const { file, trust, putBack, words } = props;
  const values = { ...momentsOf(props), promised: formatDate(file.promised, Date.now(), trust.zone) };
  const save = (): void => {
    const lead = t(`${words}.lead`, {
      date: formatDate(Date.now(), Date.now(), trust.zone),
      where: location.origin,
    });
    const exhibits = [...exhibitsWith(props), { title: "what the server says of being put back", text: putBack.note }];
    saveText(
      t(`${words}.file-name`),
      evidenceText(lead, [`${t(`${words}.lost.happened`, values)} ${t(`${words}.lost.gone`, values)}`], exhibits),
    );
  };
  return (
    <Notice tone="owed">
      <Told {...{ words, of: "lost", values }} acts={["do-again", "do-keep", "do-signed", "do-doubt"]} />
      <Button onClick={save}>{t(`${words}.save`)}</Button>
    </Notice>
  );
}
