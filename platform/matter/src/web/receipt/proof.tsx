import type { Trust } from "@niuniu/trust";
import { CheckMark, clockWords, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { SealedThread } from "../../thread.ts";
import { KeyWord } from "../key-word.tsx";
import type { OnRecord } from "../on-record.ts";
import { isSaid, SealMark } from "../seal-mark.tsx";
import { isChained } from "../sealed-kind.ts";
import type { Alarm } from "../../verify-thread.ts";

interface Entry {
  readonly number: number;
}

interface ProofProps {
  /** The prefix of the feature's strings for the thread, and of those for the record, such as "cases.thread" and "cases.record". */
  readonly words: string;
  readonly record: string;
  /** A thread as it was read with its receipt. */
  readonly thread: {
    readonly header: Pick<SealedThread, "owed">;
    readonly entries: readonly { readonly entry: Entry }[];
    readonly alarms: readonly Alarm[];
    readonly differences: readonly unknown[];
    readonly onRecord: OnRecord;
    readonly trust: Trust;
  };
  /** An entry in a line, by its number; null where it is not told of. */
  readonly titleOf: (number: number) => string | null;
}

/**
 * In one line that the thread is as it must be, and the saved file if one was chosen; opened, what was checked and since when each
 * entry stands in the public record; below it, by which clocks its times of day are told. No word of it where something differs: that is said above, and never folded.
 */
export function Proof(props: ProofProps): JSX.Element {
  const { words, record, thread } = props;
  const { alarms, differences, entries, onRecord, trust } = thread;
  const sound = alarms.length === 0 && differences.length === 0;
  return (
    <>
      <details class="more proof">
        <summary>
          {sound ? <CheckMark>{t(`${words}.checked`, { n: entries.length })}</CheckMark> : t(`${words}.proof`)}
          {isChained(thread) && onRecord.fileHolds && (
            <>
              {" "}
              <CheckMark>{t(`${words}.file-holds`)}</CheckMark>
            </>
          )}
        </summary>
        {sound && <p class="small soft">{t(`${words}.checked-more`)}</p>}
        <KeyWord words={record} view={trust.record} />
        <ul class="stack">
          {entries.map(({ entry }) => (
            <Sealed key={entry.number} {...props} entry={entry} />
          ))}
        </ul>
      </details>
      <p class="small soft">{t(`${words}.zone`, { zone: clockWords(trust.zone, timesIn(thread), Date.now()) })}</p>
    </>
  );
}

/** Since when one entry stands in the record; what the server said along with an act stands there with it. */
function Sealed({ record, thread, titleOf, entry }: ProofProps & { readonly entry: Entry }): JSX.Element | null {
  const { standings, view } = thread.onRecord;
  const title = titleOf(entry.number);
  if (title === null || !isSaid(standings, entry.number - 1, "by" in entry)) return null;
  return (
    <li>
      <span class="block small">{title}</span>
      <SealMark words={record} standing={standings[entry.number - 1]} view={view} zone={thread.trust.zone} receipt />
    </li>
  );
}

/** The moments (ms) of which this page says the time of day. */
function timesIn({ header, onRecord }: ProofProps["thread"]): readonly number[] {
  const since = onRecord.standings.flatMap((one) => (one.state === "sealed" ? [one.seal.since] : []));
  return header.owed === null ? since : [...since, header.owed.due];
}
