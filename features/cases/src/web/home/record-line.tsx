import { Button, formatDate, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { evidenceText } from "../record/findings.ts";
import type { Watched } from "../record/watch.ts";
import { witnessWords } from "../record/witness-words.ts";
import { saveText } from "../save-text.ts";
import type { Trust } from "../trust.ts";

/** Where the public record stands, in one line that leads to it. */
export function RecordLine(props: { readonly trust: Trust; readonly watched: Watched }): JSX.Element {
  const { record, zone } = props.trust;
  const { witnesses } = record;
  const { witnessed } = props.watched;
  const now = Date.now();
  return (
    <p class="small">
      <a href="/record">{t("cases.home.record")}</a>{" "}
      <span class={record.stale ? "error" : "soft"}>
        {record.stale
          ? t("cases.home.record-stale", { date: formatDate(record.until, now, zone) })
          : t("cases.home.record-grows")}
        {t("cases.home.record.comma")}
        {witnessWords({ witnesses, witnessed }, now, "home.record")}
      </span>
      {" · "}
      <a href="/verify">{t("cases.home.verify")}</a>
      {!record.named && <span class="soft block">{t("cases.home.record.first")}</span>}
    </p>
  );
}

/** A record that contradicts what this device saw before, and a way to keep what shows it. */
export function RecordWarning({ watched }: { readonly watched: Watched }): JSX.Element | null {
  const { finding, exhibits } = watched;
  if (finding === null) return null;
  const words = t(`cases.home.record.${finding.code}`);
  // Nothing contradicts, and there is nothing to save.
  if (finding.code === "uncompared") return <Notice tone="owed">{words}</Notice>;
  return (
    <Notice tone="missed">
      <p>{words}</p>
      <Button
        onClick={() => saveText(t("cases.home.record.file-name"), evidenceText(location.origin, [words], exhibits))}
      >
        {t("cases.home.record.save")}
      </Button>
    </Notice>
  );
}
