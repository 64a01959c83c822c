import { atLine, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** The links at the foot of the reporter's pages. */
export function Foot(): JSX.Element {
  return (
    <footer class="foot row">
      <a href={atLine("/cases/sealed")}>{t("cases.home.sealed")}</a>
      <a href={atLine("/desk")}>{t("cases.home.desk")}</a>
    </footer>
  );
}
