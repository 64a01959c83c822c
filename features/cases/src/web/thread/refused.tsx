import * as matter from "@niuniu/matter/web/receipt";
import { LinkButton, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** Instead of a case: why it is not shown, and the ways on. */
export function Refused({ refusal }: { readonly refusal: matter.Refusal }): JSX.Element {
  return (
    <matter.Refused words="cases.record" refusal={refusal}>
      {"putBack" in refusal && <LinkButton href="/report">{t("cases.record.report-again")}</LinkButton>}
      <LinkButton href="/return">{t("cases.back")}</LinkButton>
    </matter.Refused>
  );
}
