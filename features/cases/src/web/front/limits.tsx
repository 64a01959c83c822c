import type { Seen } from "@niuniu/trust";
import { t } from "@niuniu/ui";
import type { JSX } from "preact";

/** How many of the readers speak for the employer; nothing until the committee is checked. */
function employersOf({ look }: Seen): string {
  if (look.state !== "checked") return "";
  const n = look.trust.active.filter(({ side }) => side === "employer").length;
  return t("cases.front.can1-of", { n });
}

/** What this protects. */
export function Can({ seen }: { readonly seen: Seen }): JSX.Element {
  return (
    <section class="card">
      <h2>{t("cases.front.can")}</h2>
      <ul class="points">
        {([1, 2, 3] as const).map((point) => (
          <li key={point}>
            {t(`cases.front.can${point}`)}
            {point === 1 && employersOf(seen)}
          </li>
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
