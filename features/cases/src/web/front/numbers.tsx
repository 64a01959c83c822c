import { Button, call, sentenceOf, t, useLoaded } from "@niuniu/ui";
import type { JSX } from "preact";
import { figures } from "../../routes.ts";
import { countWords, FigureTiles } from "./figure-tiles.tsx";
import { MonthsPicture } from "./months-picture.tsx";

const askFigures = () => call(figures, undefined);

/** Whether this line answers, in figures. */
export function Numbers(): JSX.Element {
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
        <FigureTiles figures={value} />
      )}
      {value !== null && (
        <div class="card">
          <h3>{t("cases.front.months")}</h3>
          <MonthsPicture months={value.months} />
          <p class="soft small">
            {t("cases.front.missed-ever", { n: countWords(value.missedEver) })}
            {value.waiting !== "none" && ` · ${t("cases.front.waiting", { n: countWords(value.waiting) })}`}
          </p>
        </div>
      )}
    </section>
  );
}
