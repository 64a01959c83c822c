import { Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** That the proof of a report is late, contradicts the record seen before, or could not be compared with it, and what to do about that. */
export function Doubtful({ state }: { readonly state: "late" | "contradicts" | "uncompared" }): JSX.Element {
  return <Notice tone={state === "uncompared" ? "owed" : "missed"}>{t(`cases.sent.${state}`)}</Notice>;
}
