import type { Seen } from "@niuniu/trust";
import { ClockLine, ClockStep, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { clockWords } from "../span-words.ts";

/** What becomes of a report, step by step, with the clocks it goes by. */
export function HowItWorks({ seen }: { readonly seen: Seen }): JSX.Element {
  const clocks = clockWords(seen.answer?.policy ?? null);
  return (
    <section class="card">
      <h2>{t("cases.front.how")}</h2>
      <ClockLine label={t("cases.front.how")}>
        {([1, 2, 3, 4] as const).map((step) => (
          <ClockStep key={step} state={step < 3 ? "plain" : "owed"} title={t(`cases.front.how${step}`, clocks)}>
            <p class="small">{t(`cases.front.how${step}-more`, clocks)}</p>
          </ClockStep>
        ))}
      </ClockLine>
    </section>
  );
}
