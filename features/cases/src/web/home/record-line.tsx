import { evidenceText, type Exhibit, type Trust, type Watched } from "@niuniu/trust";
import { Breakable, Button, formatDate, Notice, t, saveText } from "@niuniu/ui";
import type { JSX } from "preact";
import { witnessWords } from "@niuniu/matter/web";

/** Where the public record stands, in one line that leads to it. */
export function RecordLine(props: { readonly trust: Trust; readonly watched: Watched }): JSX.Element {
  const { record, zone } = props.trust;
  const { witnesses } = record;
  const { witnessed, earlier } = props.watched;
  const now = Date.now();
  return (
    <p class="small">
      <a href="/record">{t("cases.home.record")}</a>{" "}
      <span class={record.stale ? "error" : "soft"}>
        {record.stale
          ? t("cases.home.record-stale", { date: formatDate(record.until, now, zone) })
          : t("cases.home.record-grows")}
        {t("cases.home.record.comma")}
        <Breakable text={witnessWords({ witnesses, witnessed }, now, "cases.home.record")} />
      </span>
      {" · "}
      <a href="/verify">{t("cases.home.verify")}</a>
      {!record.named && <span class="soft block">{t("cases.home.record.first")}</span>}
      {earlier.length > 0 && (
        <span class="soft block">
          {t("cases.home.record.earlier")}{" "}
          <button
            type="button"
            class="link small"
            onClick={() => saveEvidence(t("cases.home.record.earlier"), earlier)}
          >
            {t("cases.home.record.save-earlier")}
          </button>
        </span>
      )}
    </p>
  );
}

const saveEvidence = (sentence: string, exhibits: readonly Exhibit[]): void =>
  saveText(t("cases.home.record.file-name"), evidenceText(location.origin, [sentence], exhibits));

/** What is found of the record against what this device saw before, and a way to keep what shows it. */
export function RecordWarning({ watched }: { readonly watched: Watched }): JSX.Element | null {
  const { finding, exhibits, earlier } = watched;
  if (finding === null) return null;
  const { code } = finding;
  const words = t(`cases.home.record.${code}`);
  // Said by itself, with its dates.
  if (code === "put-back") return null;
  // Nothing contradicts, and there is nothing to save.
  if (code === "uncompared" || code === "unkept") return <Notice tone="owed">{words}</Notice>;
  const anew = code === "succession";
  return (
    <Notice tone={anew ? "owed" : "missed"}>
      <p>{words}</p>
      <Button onClick={() => saveEvidence(words, [...exhibits, ...earlier])}>
        {t(anew ? "cases.home.record.save-earlier" : "cases.home.record.save")}
      </Button>
    </Notice>
  );
}
