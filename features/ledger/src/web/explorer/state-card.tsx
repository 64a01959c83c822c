import { Breakable, Card, CheckMark, clockWords, formatDate, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { awaySince, isSample } from "../entries/days.ts";
import type { Read } from "../entries/shown.ts";
import { lengthWords, witnessWords } from "../time-words.ts";
import type { Look, Standing } from "./look.ts";

/** How far back gaps are counted here. */
export const DAYS = 30;
const SPAN = DAYS * 86_400_000;

/** Where the record stands, in four plain lines. */
export function StateCard(props: {
  readonly look: Look;
  readonly record: Standing;
  readonly read: readonly Read[];
}): JSX.Element {
  const { look, record, read } = props;
  const now = Date.now();
  const away = awaySince(read, now - SPAN);
  const date = formatDate(record.until, now, look.zone);
  const lines = [
    ["size", record.size.toLocaleString("en")],
    ["until", t(record.stale ? "ledger.state.stale" : "ledger.state.fresh", { date })],
    ["witness", witnessWords(record, now)],
    [
      "away",
      away.times === 0 ? t("ledger.state.no-gap") : t("ledger.state.gaps", { ...away, long: lengthWords(away.long) }),
    ],
  ] as const;
  return (
    <Card title={t("ledger.state.title")}>
      <Committee look={look} />
      {isSample(read) && <Notice tone="owed">{t("ledger.state.sample")}</Notice>}
      <dl class="stack close">
        {lines.map(([key, value]) => (
          <div key={key} class="row">
            <dt class="soft">{t(`ledger.state.${key}`)}</dt>
            <dd class={key === "until" && record.stale ? "error" : undefined}>
              <Breakable text={value} />
            </dd>
          </div>
        ))}
      </dl>
      <p class="small soft">{t("ledger.state.zone", { zone: clockWords(look.zone, [record.until], now) })}</p>
      {look.committee === "checked" && <CheckMark>{t("ledger.state.checked")}</CheckMark>}
    </Card>
  );
}

/** Why the record cannot be believed yet, or at all. */
function Committee({ look }: { readonly look: Look }): JSX.Element | null {
  if (look.committee === "none") return <p class="soft">{t("ledger.state.none")}</p>;
  if (look.committee !== "checked") return <Notice tone="missed">{t(`ledger.state.${look.committee}`)}</Notice>;
  return look.record?.named === false ? <p class="soft">{t("ledger.state.unnamed")}</p> : null;
}
