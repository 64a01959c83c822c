import { t } from "@niuniu/ui";
import type { JSX } from "preact";

/** What this protects. */
export function Can(): JSX.Element {
  return (
    <section class="card">
      <h2>{t("cases.front.can")}</h2>
      <ul class="points">
        {([1, 2, 3] as const).map((point) => (
          <li key={point}>{t(`cases.front.can${point}`)}</li>
        ))}
      </ul>
    </section>
  );
}

/** What it cannot protect from. */
export function Cannot(): JSX.Element {
  return (
    <section class="card">
      <h2>{t("cases.front.cannot")}</h2>
      <ul class="points">
        {([1, 2, 3, 4] as const).map((point) => (
          <li key={point}>{t(`cases.front.cannot${point}`)}</li>
        ))}
      </ul>
    </section>
  );
}
