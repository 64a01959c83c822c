import type { RecordView } from "@niuniu/trust";
import { t } from "@niuniu/ui";
import type { JSX } from "preact";

/** Whose word the record's key is, where the committee's statement names none: else "in the public record" would say too much. */
export function KeyWord({ view }: { readonly view: Pick<RecordView, "named"> }): JSX.Element | null {
  return view.named ? null : <p class="small soft">{t("cases.record.unnamed")}</p>;
}
