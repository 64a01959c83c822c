import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import { KeyWord } from "../key-word.tsx";
import type { OnRecord } from "../on-record.ts";
import { RecordAlarms } from "../record-alarms.tsx";
import type { Desk } from "./desk.ts";
import type { RecordState } from "./use-record.ts";

/** What the public record does not bear out, of this matter and of what this browser saw before. Nothing when all is well. */
export function RecordOfMatter(props: {
  /** The prefix of the feature's strings for the record, such as "cases.record". */
  readonly words: string;
  readonly desk: Pick<Desk, "calendar">;
  readonly record: RecordState;
  readonly onRecord: OnRecord | null;
}): JSX.Element | null {
  const { words, desk, record, onRecord } = props;
  if (record.state === "unknown") return <p class="soft small">{t(`${words}.not-reached`)}</p>;
  if (record.state === "waiting") return null;
  const { watched, view } = record;
  const seen = watched.finding === null ? [] : [watched.finding];
  return (
    <>
      <KeyWord words={words} view={view} />
      <RecordAlarms
        words={words}
        findings={[...seen, ...(onRecord?.findings ?? [])]}
        exhibits={[...watched.exhibits, ...(onRecord?.exhibits ?? [])]}
        view={view}
        zone={desk.calendar.offset}
      />
    </>
  );
}
