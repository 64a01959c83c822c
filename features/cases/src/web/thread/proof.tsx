import { isChained, isSaid, KeyWord, SealMark } from "@niuniu/matter/web";
import { CheckMark, clockWords, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { OpenThread } from "./receipt-case.ts";
import { stepWords } from "./step.tsx";
import { toldIn } from "./thread-line.tsx";

/**
 * In one line that the thread is as it must be, and the saved file if one was chosen; opened, what was checked and since when each
 * entry stands in the public record; below it, by which clocks its times of day are told. No word of it where something differs: that is said above, and never folded.
 */
export function Proof({ thread }: { readonly thread: OpenThread }): JSX.Element {
  const { alarms, differences, entries, onRecord, trust } = thread;
  const sound = alarms.length === 0 && differences.length === 0;
  return (
    <>
      <details class="more proof">
        <summary>
          {sound ? <CheckMark>{t("cases.thread.checked", { n: entries.length })}</CheckMark> : t("cases.thread.proof")}
          {isChained(thread) && onRecord.fileHolds && (
            <>
              {" "}
              <CheckMark>{t("cases.thread.file-holds")}</CheckMark>
            </>
          )}
        </summary>
        {sound && <p class="small soft">{t("cases.thread.checked-more")}</p>}
        <KeyWord words="cases.record" view={trust.record} />
        <ul class="stack">
          {entries.map(({ entry }) => (
            <Sealed key={entry.number} thread={thread} entry={entry} />
          ))}
        </ul>
      </details>
      <p class="small soft">{t("cases.thread.zone", { zone: clockWords(trust.zone, timesIn(thread), Date.now()) })}</p>
    </>
  );
}

/** Since when one entry stands in the record; what the server said along with an act stands there with it. */
function Sealed(props: {
  readonly thread: OpenThread;
  readonly entry: OpenThread["entries"][number]["entry"];
}): JSX.Element | null {
  const { thread, entry } = props;
  const { standings, view } = thread.onRecord;
  const told = toldIn(thread, entry.number);
  if (told === null || !isSaid(standings, entry.number - 1, "by" in entry)) return null;
  return (
    <li>
      <span class="block small">{stepWords(thread, entry, told).title}</span>
      <SealMark
        words="cases.record"
        standing={standings[entry.number - 1]}
        view={view}
        zone={thread.trust.zone}
        receipt
      />
    </li>
  );
}

/** The moments (ms) of which this page says the time of day. */
function timesIn({ header, onRecord }: OpenThread): readonly number[] {
  const since = onRecord.standings.flatMap((one) => (one.state === "sealed" ? [one.seal.since] : []));
  return header.owed === null ? since : [...since, header.owed.due];
}
