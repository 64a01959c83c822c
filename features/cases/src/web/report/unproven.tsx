import { provenLate, readUntimely, type Acknowledged, type Begun } from "@niuniu/matter/web";
import type { Trust } from "@niuniu/trust";
import { formatDate, here, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { ReportAnswer } from "../../routes.ts";

interface UnprovenProps {
  readonly sent: {
    readonly answer: ReportAnswer;
    /** What was sent, to which the answer must belong. */
    readonly own: Begun;
    readonly trust: Trust;
  };
  readonly onProven: (said: Acknowledged) => void;
}

/**
 * That nothing proves yet that a report was taken. Where the log signed for it at a time that this device's clock does not bear out,
 * the clock is named first, and the page waits for the proof, which needs no clock: `onProven` then has what the record proves.
 */
export function Unproven({ sent, onProven }: UnprovenProps): JSX.Element {
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
  if (untimely === null || given) return <Notice tone="missed">{t("cases.sent.bad")}</Notice>;
  const now = Date.now();
  const [ours, theirs] = [now, untimely.at].map((time) => formatDate(time, now, trust.zone)) as [string, string];
  return (
    <Notice tone="owed">
      <p role="status">{t("cases.sent.clocks", { here: ours, there: theirs })}</p>
    </Notice>
  );
}
