import type { Seen } from "@niuniu/trust";
import { formatDate, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** So long it is said on the public page (ms): somebody who reported then comes back in that time, or not for an answer. */
const SAID_FOR = 90 * 86_400_000;

/** That this line was put back from a copy, from when to when something may be missing, and what to do. */
export function PutBackNotice({ seen: { look } }: { readonly seen: Seen }): JSX.Element | null {
  if (look.state !== "checked") return null;
  const { zone, record } = look.trust;
  const { putBack } = record;
  const now = Date.now();
  if (putBack === null || now - putBack.at > SAID_FOR) return null;
  const words = (time: number): string => formatDate(time, now, zone);
  const [of, at] = [words(putBack.of), words(putBack.at)];
  return (
    <Notice tone="owed" title={t("ledger.front.put-back", { at })}>
      <p>{t("ledger.front.put-back-more", { of, at })}</p>
      {putBack.awaiting && <p>{t("ledger.front.put-back-awaiting", { until: words(putBack.until) })}</p>}
    </Notice>
  );
}
