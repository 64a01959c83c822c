import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import { type OnRecord, RecordAlarms } from "@niuniu/matter/web";
import { KeyWord } from "../record/key-word.tsx";
import type { Desk } from "./desk.ts";
import type { RecordState } from "./use-record.ts";

/** What the public record does not bear out, of this case and of what this browser saw before. Nothing when all is well. */
export function RecordOfCase(props: {
  readonly desk: Desk;
  readonly record: RecordState;
  readonly onRecord: OnRecord | null;
}): JSX.Element | null {
  const { desk, record, onRecord } = props;
  if (record.state === "unknown") return <p class="soft small">{t("cases.desk.record-unknown")}</p>;
  if (record.state === "waiting") return null;
  const { watched, view } = record;
  const seen = watched.finding === null ? [] : [watched.finding];
  return (
    <>
      <KeyWord view={view} />
      <RecordAlarms
        words="cases.record"
        findings={[...seen, ...(onRecord?.findings ?? [])]}
        exhibits={[...watched.exhibits, ...(onRecord?.exhibits ?? [])]}
        view={view}
        zone={desk.calendar.offset}
      />
    </>
  );
}
