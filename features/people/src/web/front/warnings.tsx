import { EarlyNotice } from "@niuniu/matter/web";
import type { Seen } from "@niuniu/trust";
import { formatDay, Notice, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** That the committee shown here is not to be believed: nothing may be sealed to it. */
export function NotToBeBelieved({ seen }: { readonly seen: Seen }): JSX.Element | null {
  const { state } = seen.look;
  if (state !== "broken" && state !== "unrecorded") return null;
  return <Notice tone="missed">{t(`people.front.${state}`)}</Notice>;
}

/** What to ask the committee before one reports to it: it holds, and yet it came early, changed, or should have been renewed. */
export function Doubts({ seen }: { readonly seen: Seen }): JSX.Element | null {
  const { look } = seen;
  if (look.state !== "checked") return null;
  const { trust, pinned } = look;
  return (
    <>
      <EarlyNotice trust={trust} words="people.front.early" />
      {pinned === "changed" && <Notice tone="missed">{t("people.front.changed")}</Notice>}
      {trust.standing === "expired" && (
        <Notice tone="owed">
          {t("people.front.expired", { day: formatDay(trust.roster.newest.validUntil, Date.now()) })}
        </Notice>
      )}
    </>
  );
}
