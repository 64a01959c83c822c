import { evidenceText, type Exhibit, type PutBackView, type Trust } from "@niuniu/trust";
import { Button, formatDate, LinkButton, Notice, t, type Values, saveText, Heading } from "@niuniu/ui";
import type { JSX } from "preact";
import { exhibitsOf, otherLog, unknownThough, type Kept, RecordAlarms } from "@niuniu/matter/web";

/** Why a thread is not shown though something is known about it. */
export type RefusedProps =
  | { readonly why: "unrecorded" }
  | { readonly why: "unknown"; readonly file: Kept; readonly trust: Trust | null }
  /** The file proves it, and the server was put back from a copy that did not hold it. */
  | { readonly why: "lost"; readonly file: Kept; readonly trust: Trust; readonly putBack: PutBackView }
  /** There is no file, and the server was put back: the receipt may be right. */
  | { readonly why: "put-back"; readonly trust: Trust; readonly putBack: PutBackView };

/** Instead of a thread: what the server denies although the saved file proves it, or whom it wants to be believed. */
export function Refused(props: RefusedProps): JSX.Element {
  return (
    <>
      <Heading of="refused" fresh>
        {t(`cases.record.${props.why}-title`)}
      </Heading>
      <Reason {...props} />
      {"putBack" in props && <LinkButton href="/report">{t("cases.record.report-again")}</LinkButton>}
      <LinkButton href="/return">{t("cases.back")}</LinkButton>
    </>
  );
}

function Reason(props: RefusedProps): JSX.Element {
  switch (props.why) {
    case "unrecorded":
      return <Notice tone="missed">{t("cases.record.unrecorded")}</Notice>;
    case "unknown":
      return <Unknown {...props} />;
    case "lost":
      return <Lost {...props} />;
    case "put-back":
      return (
        <Notice tone="owed">
          <Told of="put-back" values={momentsOf(props)} acts={["do-file", "do-after", "do-before"]} />
        </Notice>
      );
  }
}

/** When the copy was made and put in place, as people read it where the organisation is. */
function momentsOf({ putBack, trust }: Extract<RefusedProps, { readonly putBack: PutBackView }>) {
  const words = (time: number): string => formatDate(time, Date.now(), trust.zone);
  return { of: words(putBack.of), at: words(putBack.at) };
}

function exhibitsWith({ file, trust }: { readonly file: Kept; readonly trust: Trust | null }): readonly Exhibit[] {
  const view = trust?.record ?? null;
  const now = view === null ? [] : [{ title: "checkpoint from the server now", text: view.checkpoint }];
  return [...exhibitsOf(file), ...now];
}

function Unknown({ file, trust }: Extract<RefusedProps, { readonly why: "unknown" }>): JSX.Element {
  const view = trust?.record ?? null;
  // What another key signed is no word of this server's, unless the key itself was changed.
  const findings = [unknownThough(file), ...(view === null ? [] : otherLog(file, view))];
  const zone = trust?.zone ?? "+00:00";
  return (
    <RecordAlarms
      words="cases.record"
      findings={findings}
      exhibits={exhibitsWith({ file, trust })}
      view={view}
      zone={zone}
    />
  );
}

/** What happened, what is lost and what to do, each by itself: somebody who is frightened reads one of them at a time. */
function Told(props: { readonly of: string; readonly values: Values; readonly acts: readonly string[] }): JSX.Element {
  const words = (part: string): string => t(`cases.record.${props.of}.${part}`, props.values);
  return (
    <>
      {["happened", "gone"].map((part) => (
        <p key={part}>
          <strong class="block">{t(`cases.record.part.${part}`)}</strong>
          {words(part)}
        </p>
      ))}
      <div>
        <strong class="block">{t("cases.record.part.do")}</strong>
        <ul class="points">
          {props.acts.map((act) => (
            <li key={act}>{words(act)}</li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** No accusation: the log has said in public what happened. What it said is saved too, for a time when it is held to it. */
function Lost(props: Extract<RefusedProps, { readonly why: "lost" }>): JSX.Element {
  const { file, trust, putBack } = props;
  const values = { ...momentsOf(props), promised: formatDate(file.promised, Date.now(), trust.zone) };
  const save = (): void => {
    const lead = t("cases.record.lead", {
      date: formatDate(Date.now(), Date.now(), trust.zone),
      where: location.origin,
    });
    const exhibits = [...exhibitsWith(props), { title: "what the server says of being put back", text: putBack.note }];
    saveText(
      t("cases.record.file-name"),
      evidenceText(
        lead,
        [`${t("cases.record.lost.happened", values)} ${t("cases.record.lost.gone", values)}`],
        exhibits,
      ),
    );
  };
  return (
    <Notice tone="owed">
      <Told of="lost" values={values} acts={["do-again", "do-keep", "do-signed", "do-doubt"]} />
      <Button onClick={save}>{t("cases.record.save")}</Button>
    </Notice>
  );
}
