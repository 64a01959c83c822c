import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Figures } from "../../routes.ts";

/** A count for everyone: "none", "1–4" or the number. */
export function countWords(count: "none" | "1-4" | number): string {
  if (count === "none" || count === 0) return t("cases.front.none");
  return count === "1-4" ? "1–4" : String(count);
}

function daysWords(days: number | null): string {
  if (days === null) return t("cases.front.too-few");
  return days === 0 ? t("cases.front.same-day") : t("cases.span.days", { n: days });
}

/** What a share of dates kept leaves out: a report can be set aside in time, and an outcome can be none. */
function besidesWords(figures: Figures): string {
  const { setAside90, contested90, reopened90 } = figures;
  return t("cases.front.besides", {
    aside: countWords(setAside90),
    contested: countWords(contested90),
    reopened: countWords(reopened90),
  });
}

/** Four numbers that say whether this line answers. Only overdue duties are coloured, and only when there are any. */
export function FigureTiles(props: { readonly figures: Figures | null }): JSX.Element {
  const { figures } = props;
  const overdue = figures !== null && figures.overdue !== "none" && figures.overdue !== 0;
  const onTime = figures?.onTime90 ?? null;
  const tiles = [
    ["cases.front.open", figures && countWords(figures.open)],
    ["cases.front.median", figures && daysWords(figures.medianAnswerDays)],
    ["cases.front.on-time", figures && (onTime === null ? t("cases.front.too-few") : `${Math.round(onTime * 100)}%`)],
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
      {figures !== null && <p class="told soft small">{besidesWords(figures)}</p>}
    </>
  );
}
