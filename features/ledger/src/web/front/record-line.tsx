import { evidenceText, type Exhibit, type Seen } from "@niuniu/trust";
import { Breakable, Button, formatDate, Notice, t, saveText } from "@niuniu/ui";
import type { JSX } from "preact";
import { witnessWords } from "@niuniu/matter/web";

/** Where the public record stands, in one line that leads to it. */
export function RecordLine({ seen: { look } }: { readonly seen: Seen }): JSX.Element {
  if (look.state !== "checked") {
    return (
      <p class="small">
        <a href="/record">{t("ledger.front.record-itself")}</a>
        {"\u00a0· "}
        <a href="/verify">{t("ledger.front.verify")}</a>
      </p>
    );
  }
  const { record, zone } = look.trust;
  const { witnesses } = record;
  const { witnessed, earlier } = look.watched;
  const now = Date.now();
  return (
    <p class="small">
      <a href="/record">{t("ledger.front.record")}</a>{" "}
      <span class={record.stale ? "error" : "soft"}>
        {record.stale
          ? t("ledger.front.record-stale", { date: formatDate(record.until, now, zone) })
          : t("ledger.front.record-grows")}
        {t("ledger.front.record.comma")}
        <Breakable text={witnessWords({ witnesses, witnessed }, now, "ledger.front.record")} />
      </span>
      {"\u00a0· "}
      <a href="/verify">{t("ledger.front.verify")}</a>
      {!record.named && <span class="soft block">{t("ledger.front.record.first")}</span>}
      {earlier.length > 0 && (
        <span class="soft block">
          {t("ledger.front.record.earlier")}{" "}
          <button
            type="button"
            class="link small"
            onClick={() => saveEvidence(t("ledger.front.record.earlier"), earlier)}
          >
            {t("ledger.front.record.save-earlier")}
          </button>
        </span>
      )}
    </p>
  );
}

const saveEvidence = (sentence: string, exhibits: readonly Exhibit[]): void =>
  saveText(t("ledger.front.record.file-name"), evidenceText(location.origin, [sentence], exhibits));

/** What is found of the record against what this device saw before, and a way to keep what shows it. */
export function RecordWarning({ seen: { look } }: { readonly seen: Seen }): JSX.Element | null {
  if (look.state !== "checked") return null;
  const { finding, exhibits, earlier } = look.watched;
  if (finding === null) return null;
  const { code } = finding;
  const words = t(`ledger.front.record.${code}`);
  // Said by itself, with its dates.
  if (code === "put-back") return null;
  // Nothing contradicts, and there is nothing to save.
  if (code === "uncompared" || code === "unkept") return <Notice tone="owed">{words}</Notice>;
  const anew = code === "succession";
  return (
    <Notice tone={anew ? "owed" : "missed"}>
      <p>{words}</p>
      <Button onClick={() => saveEvidence(words, [...exhibits, ...earlier])}>
        {t(anew ? "ledger.front.record.save-earlier" : "ledger.front.record.save")}
      </Button>
    </Notice>
  );
}
