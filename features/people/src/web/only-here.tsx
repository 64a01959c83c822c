import { Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** Whether a host name leads to the machine that asks, and nobody else's. */
export const isOnlyHere = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])$/.test(hostname);

/** Beside links and posters: under this address nobody else reaches them. Nothing under any other. */
export function OnlyHere(): JSX.Element | null {
  const { hostname, host } = location;
  return isOnlyHere(hostname) ? <Notice tone="owed">{t("people.only-here", { host })}</Notice> : null;
}
