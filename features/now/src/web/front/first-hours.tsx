import { t } from "@niuniu/ui";
import type { JSX } from "preact";
import { now } from "../../routes.ts";

/** The way to the first hours, for whoever came here because something has just happened. */
export function FirstHours(): JSX.Element {
  return (
    <section class="card">
      <h2>{t("now.front.title")}</h2>
      <p>{t("now.front.lead")}</p>
      <p>
        <a class="button" href={now.path}>
          {t("now.front.go")}
        </a>
      </p>
    </section>
  );
}
