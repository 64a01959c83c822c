import { CheckMark, t } from "@niuniu/ui";
import { Words } from "../words.tsx";
import type { JSX } from "preact";
import type { TrustState } from "./use-trust.ts";

/** What this can and cannot protect from, and the words to compare. */
export function Limits(props: { readonly trust: TrustState }): JSX.Element {
  const { trust } = props;
  return (
    <>
      <div class="halves">
        <section class="card">
          <h2>{t("cases.home.can")}</h2>
          <ul class="points">
            {([1, 2, 3] as const).map((point) => (
              <li key={point}>{t(`cases.home.can${point}`)}</li>
            ))}
          </ul>
        </section>
        <section class="card">
          <h2>{t("cases.home.cannot")}</h2>
          <ul class="points">
            {([1, 2, 3, 4] as const).map((point) => (
              <li key={point}>{t(`cases.home.cannot${point}`)}</li>
            ))}
          </ul>
        </section>
      </div>
      {(trust.state === "checked" || trust.state === "waiting" || trust.state === "unknown") && (
        <section class="card">
          <h2>{t("cases.home.words")}</h2>
          {trust.state === "checked" ? (
            <Words words={trust.words} />
          ) : (
            <p class="soft">{t(trust.state === "waiting" ? "cases.home.words-wait" : "cases.home.words-failed")}</p>
          )}
          <p class="hint">{t("cases.home.words-more")}</p>
          {trust.state === "checked" && trust.pinned === "same" && <CheckMark>{t("cases.home.same")}</CheckMark>}
        </section>
      )}
    </>
  );
}
