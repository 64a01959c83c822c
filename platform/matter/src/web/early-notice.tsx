import type { Trust } from "@niuniu/trust";
import { formatDate, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** That a statement took effect before the record held it, in the words of the page it is said on. */
export function EarlyNotice(props: {
  readonly trust: Trust;
  /** The key of the sentence; the one for where it is not known since when has "-untold" behind it. */
  readonly words: string;
}): JSX.Element | null {
  const { early, zone } = props.trust;
  if (early === null) return null;
  const { number, effective, since } = early;
  const date = (time: number): string => formatDate(time, Date.now(), zone);
  const said =
    since === null
      ? t(`${props.words}-untold`, { number })
      : t(props.words, { number, effective: date(effective), since: date(since) });
  return <Notice tone="owed">{said}</Notice>;
}
