import { formatDate, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { onTimeOf } from "../../on-time.ts";
import type { Figures, FiguresNow } from "../../routes.ts";

/** A count for everyone: "none", "1–4" or the number. */
export function countWords(count: "none" | "1-4" | number): string {
  if (count === "none" || count === 0) return t("cases.front.none");
  return count === "1-4" ? "1–4" : String(count);
}

function daysWords(days: number | null): string {
  if (days === null) return t("cases.front.too-few");
  return days === 0 ? t("cases.front.same-day") : t("cases.span.days", { n: days });
}

/** A share in whole percent, or its bounds. */
function shareWords(figures: Figures): string {
  const share = onTimeOf(figures);
  if (share === null) return t("cases.front.too-few");
  return share.least === share.most ? `${share.least}%` : `${share.least}–${share.most}%`;
}

/** From which counts the share of dates kept follows, and what it leaves out: a report can be set aside in time, an outcome can be none. */
function besidesWords(figures: Figures): string {
  const { met90, missed90, setAside90, contested90, reopened90 } = figures;
  return t("cases.front.besides", {
    met: countWords(met90),
    missed: countWords(missed90),
    aside: countWords(setAside90),
    contested: countWords(contested90),
    reopened: countWords(reopened90),
  });
}

/** Four numbers that say whether this line answers. Only overdue duties are coloured, and only when there are any. */
export function FigureTiles(props: { readonly figures: FiguresNow | null; readonly zone: string | null }): JSX.Element {
  const { figures, zone } = props;
  const overdue = figures !== null && figures.overdue !== "none" && figures.overdue !== 0;
  const tiles = [
    ["cases.front.open", figures && countWords(figures.open)],
    ["cases.front.median", figures && daysWords(figures.medianAnswerDays)],
    ["cases.front.on-time", figures && shareWords(figures)],
    ["cases.front.overdue", figures && countWords(figures.overdue)],
  ] as const;
  return (
    <>
      <dl class="tiles">
        {tiles.map(([key, value]) => (
          <div key={key} class={`card${key === "cases.front.overdue" && overdue ? " tone-missed late" : ""}`}>
            <dt class="soft small">{t(key)}</dt>
            <dd class={value === null || value === t("cases.front.too-few") ? "figure few" : "figure"}>
              {value ?? "…"}
            </dd>
          </div>
        ))}
      </dl>
      {figures !== null && (
        <p class="told soft small">
          {besidesWords(figures)}
          {zone !== null && `\n${t("cases.front.counted", { time: formatDate(figures.at, Date.now(), zone) })}`}
        </p>
      )}
    </>
  );
}
