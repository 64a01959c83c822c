import { formatDate, t } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import { WAIT_HOURS } from "../../limits.ts";
import { Changes, Holders } from "../signing/changes.tsx";
import { MemberCard } from "../signing/member-card.tsx";
import { SignDialog } from "../signing/sign-dialog.tsx";
import type { Proposing } from "./use-proposing.ts";

/** What is about to be signed and proposed, read from its own text as the others will read it; what it takes to count, and until when. */
export function ProposeDialog(props: {
  readonly proposing: Proposing;
  /** Without them: that it is signed and proposed. */
  readonly title?: string;
  readonly go?: string;
  readonly danger?: boolean;
  readonly zone: string;
  readonly now: number;
  readonly children?: ComponentChildren;
}): JSX.Element {
  const { asked, act, stale, sign, close } = props.proposing;
  return (
    <SignDialog
      open={asked !== null}
      title={props.title ?? t("people.change.confirm")}
      stale={stale}
      go={props.go ?? t("people.change.sign-propose")}
      danger={props.danger === true}
      act={act}
      onSign={sign}
      onClose={close}
    >
      {asked !== null && (
        <>
          <Changes comparison={asked.comparison} />
          {asked.comparison.fresh.length > 0 && (
            <>
              <ul class="stack">
                {asked.comparison.fresh.map((member) => (
                  <MemberCard key={member.id} member={member} mine={false} />
                ))}
              </ul>
              <p>{t("people.change.wait", { wait: WAIT_HOURS })}</p>
            </>
          )}
          <Holders holders={asked.comparison.holders} />
          {props.children}
          <p class="soft">{t("people.change.rule", { quorum: asked.roster.newest.quorum })}</p>
          <p class="soft">{t("people.draft.ends", { date: formatDate(asked.ends, props.now, props.zone) })}</p>
        </>
      )}
    </SignDialog>
  );
}
