import type { Trust } from "@niuniu/trust";
import { Button, saveText, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { SealedThread } from "../../thread.ts";
import { keptUpTo } from "../keep-file.ts";
import type { OnRecord } from "../on-record.ts";
import { writeSaved } from "../saved.ts";
import { isChained } from "../sealed-kind.ts";
import type { Alarm } from "../../verify-thread.ts";

/** Saving anew: what the first file holds ends with the sending of the report. */
export function KeepAnew(props: {
  /** The prefix of the feature's strings for it, such as "cases.thread". */
  readonly words: string;
  /** The receipt, in its plain spelling. */
  readonly code: string;
  /** Where somebody comes back with it, as a path. */
  readonly back: string;
  readonly thread: {
    readonly header: SealedThread;
    readonly alarms: readonly Alarm[];
    readonly onRecord: Pick<OnRecord, "findings">;
    readonly trust: Trust;
  };
}): JSX.Element | null {
  const { words, code, thread } = props;
  const saved = keptUpTo(thread.header, thread.trust.record);
  // What does not hold together is saved as evidence, not as a receipt.
  if (saved === null || !isChained(thread) || thread.onRecord.findings.length > 0) return null;
  const text = t(`${words}.keep-file`, { code, where: location.origin + props.back });
  return (
    <section class="card">
      <h2>{t(`${words}.keep-title`)}</h2>
      <p class="hint">{t(`${words}.keep-hint`)}</p>
      <Button onClick={() => saveText(t(`${words}.keep-name`), text + writeSaved(saved))}>{t(`${words}.keep`)}</Button>
    </section>
  );
}
