import type { RecordView } from "@niuniu/trust";
import { t } from "@niuniu/ui";
import type { JSX } from "preact";

/** Whose word the record's key is, where the committee's statement names none: else "in the public record" would say too much. */
export function KeyWord(props: {
  /** The prefix of the feature's strings for the record, such as "cases.record". */
  readonly words: string;
  readonly view: Pick<RecordView, "named">;
}): JSX.Element | null {
  return props.view.named ? null : <p class="small soft">{t(`${props.words}.unnamed`)}</p>;
}
