import type { RecordView } from "@niuniu/trust";
import { Breakable, CheckIcon, formatDate, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Seal, Standing } from "./seals.ts";
import { witnessWords } from "./witness-words.ts";

/** What the timeline says once: an act always, what the server said after it only where it was sealed at another time. */
export function isSaid(standings: readonly Standing[], at: number, act: boolean): boolean {
  return act || placeOf(standings[at - 1]) !== placeOf(standings[at]);
}

const placeOf = (standing: Standing | undefined): number | string | undefined =>
  standing?.state === "sealed" ? standing.seal.index : standing?.state;

/** Since when an entry stands in the public record; the proof in words for whoever opens it. What is missing is an alarm, elsewhere. */
export function SealMark(props: {
  /** The prefix of the feature's strings for it, such as "cases.record". */
  readonly words: string;
  readonly standing: Standing | undefined;
  readonly view: RecordView;
  readonly zone: string;
  /** Opened with a receipt: this page asks nothing that would tell when the device was here before. */
  readonly receipt?: boolean;
}): JSX.Element | null {
  const { words, standing, view, zone, receipt } = props;
  if (standing?.state === "promised") return <p class="small soft">{t(`${words}.coming`)}</p>;
  if (standing?.state !== "sealed") return null;
  const { seal } = standing;
  const date = formatDate(seal.since, Date.now(), zone);
  return (
    <details class="more check">
      <summary>
        <CheckIcon /> {t(seal.exact ? `${words}.since` : `${words}.since-day`, { date })}
      </summary>
      <ProofWords words={words} seal={seal} view={view} date={date} />
      {receipt === true && <p class="small soft">{t(`${words}.compared`)}</p>}
    </details>
  );
}

function ProofWords(props: {
  readonly words: string;
  readonly seal: Seal;
  readonly view: RecordView;
  readonly date: string;
}): JSX.Element {
  const { words, seal, view, date } = props;
  const { witnesses } = view;
  return (
    <ul class="points soft">
      <li>{t(seal.exact ? `${words}.slot` : `${words}.day`, { date })}</li>
      <li>{t(`${words}.place`, { index: seal.index, size: seal.size })}</li>
      <li>
        <Breakable text={witnessWords({ witnesses, witnessed: seal.witnessed }, Date.now(), words)} />
      </li>
    </ul>
  );
}
