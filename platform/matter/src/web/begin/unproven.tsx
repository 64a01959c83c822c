import { formatDate, here, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Acknowledged } from "../acknowledged.ts";
import { provenLate, readUntimely } from "../proven-late.ts";
import type { Sent } from "./sent.ts";

interface UnprovenProps {
  /** The prefix of the feature's strings, such as "cases". */
  readonly words: string;
  readonly sent: Pick<Sent, "answer" | "own" | "trust">;
  readonly onProven: (said: Acknowledged) => void;
}

/**
 * That nothing proves yet that it was taken. Where the log signed for it at a time that this device's clock does not bear out,
 * the clock is named first, and the page waits for the proof, which needs no clock: `onProven` then has what the record proves.
 */
export function Unproven({ words, sent, onProven }: UnprovenProps): JSX.Element {
  const { answer, own, trust } = sent;
  const { log } = trust.record;
  const [untimely] = useState(() => readUntimely(answer, own, log));
  const [given, setGiven] = useState(false);
  useEffect(() => {
    let current = true;
    if (untimely === null) return undefined;
    void provenLate(untimely, log, here).then((said) => {
      if (!current) return;
      if (said === null) setGiven(true);
      else onProven(said);
    });
    return () => {
      current = false;
    };
  }, []);
  if (untimely === null || given) return <Notice tone="missed">{t(`${words}.sent.bad`)}</Notice>;
  const now = Date.now();
  const [ours, theirs] = [now, untimely.at].map((time) => formatDate(time, now, trust.zone)) as [string, string];
  return (
    <Notice tone="owed">
      <p role="status">{t(`${words}.sent.clocks`, { here: ours, there: theirs })}</p>
    </Notice>
  );
}
