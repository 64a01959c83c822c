import { memberOf } from "@niuniu/roster";
import { formatDay, t, timeUntil } from "@niuniu/ui";
import type { OpenThread } from "./receipt-case.ts";

/** The name of a member as any statement gave it. */
export function nameOf(thread: OpenThread, id: string): string {
  return memberOf(thread.trust.roster, id)?.name ?? t("cases.thread.unknown-person");
}

/** A day of the case, as people write it. */
export const day = (text: string): string => formatDay(text, Date.now());

/** "1 day 4 hours" · "1 天 4 小时" */
export function timeLeft(due: number, now: number): string {
  return timeUntil(due, now)
    .map(({ unit, count }) => t(`cases.thread.time.${unit}`, { n: count }))
    .join(" ");
}
