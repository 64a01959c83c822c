import { Button, call, sentenceOf, t, useLoaded } from "@niuniu/ui";
import { MonthBars } from "@niuniu/ui/front";
import type { Seen } from "@niuniu/trust";
import type { JSX } from "preact";
import { figures } from "../../routes.ts";
import { countWords, FigureTiles } from "./figure-tiles.tsx";

const askFigures = () => call(figures, undefined);

/** The zone of the organisation's calendar; null until the server has told it. */
const zoneIn = ({ answer }: Seen): string | null =>
  answer === null || answer.calendar === ""
    ? null
    : (JSON.parse(answer.calendar) as { readonly offset: string }).offset;

/** Whether this line answers, in figures. */
export function Numbers({ seen }: { readonly seen: Seen }): JSX.Element {
  const { value, error, again } = useLoaded(askFigures);
  return (
    <section class="stack" aria-labelledby="figures">
      <h2 id="figures">{t("cases.front.figures")}</h2>
      {error !== null ? (
        <p class="row">
          <span>{sentenceOf(error)}</span>
          <Button kind="quiet" onClick={again}>
            {t("ui.again")}
          </Button>
        </p>
      ) : (
        <FigureTiles figures={value} zone={zoneIn(seen)} />
      )}
      {value !== null && (
        <div class="card">
          <h3>{t("cases.front.months")}</h3>
          <MonthBars
            words="cases.front.months"
            tooFew={t("cases.front.too-few")}
            months={value.months.map(({ month, answered, missed }) => ({ month, kept: answered, missed }))}
          />
          <p class="soft small">
            {t("cases.front.missed-ever", { n: countWords(value.missedEver) })}
            {value.waiting !== "none" && `\u00a0· ${t("cases.front.waiting", { n: countWords(value.waiting) })}`}
          </p>
        </div>
      )}
    </section>
  );
}
