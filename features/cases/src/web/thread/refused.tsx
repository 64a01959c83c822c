import { LinkButton, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { Heading } from "../frame.tsx";
import { exhibitsOf, otherLog, unknownThough, type Kept } from "../record/against-saved.ts";
import { RecordAlarms } from "../record/record-alarms.tsx";
import type { Trust } from "../trust.ts";

/** Why a thread is not shown though something is known about it. */
type RefusedProps =
  { readonly why: "unrecorded" } | { readonly why: "unknown"; readonly file: Kept; readonly trust: Trust | null };

/** Instead of a thread: what the server denies although the saved file proves it, or whom it wants to be believed. */
export function Refused(props: RefusedProps): JSX.Element {
  return (
    <>
      <Heading of="refused" fresh>
        {t(`cases.record.${props.why}-title`)}
      </Heading>
      {props.why === "unrecorded" ? (
        <Notice tone="missed">{t("cases.record.unrecorded")}</Notice>
      ) : (
        <Unknown file={props.file} trust={props.trust} />
      )}
      <LinkButton href="/return">{t("cases.back")}</LinkButton>
    </>
  );
}

function Unknown({ file, trust }: { readonly file: Kept; readonly trust: Trust | null }): JSX.Element {
  const view = trust?.record ?? null;
  // What another key signed is no word of this server's, unless the key itself was changed.
  const findings = [unknownThough(file), ...(view === null ? [] : otherLog(file, view.vkey))];
  const now = view === null ? [] : [{ title: "checkpoint from the server now", text: view.checkpoint }];
  const zone = trust?.zone ?? "+00:00";
  return <RecordAlarms findings={findings} exhibits={[...exhibitsOf(file), ...now]} view={view} zone={zone} />;
}
