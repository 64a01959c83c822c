import { Progress, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** How far the calculation before a password try is, from 0 to 1; nothing while there is none. */
export function WorkProgress({ done }: { readonly done: number | null }): JSX.Element | null {
  return done === null ? null : <Progress words={t("people.work")} done={done} />;
}
