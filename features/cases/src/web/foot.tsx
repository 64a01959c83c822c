import { atLine, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** The links at the foot of the reporter's pages. */
export function Foot(): JSX.Element {
  return (
    <footer class="foot row">
      <a href={atLine("/cases/sealed")}>{t("cases.front.sealed")}</a>
      <a href={atLine("/desk")}>{t("cases.front.desk")}</a>
    </footer>
  );
}
