import type { JSX } from "preact";
import { Button, t, Heading } from "@niuniu/ui";
import { useState } from "preact/hooks";
import { Circumstances } from "./circumstances.tsx";
import { ReceiptScreen, type ReceiptScreenProps } from "./receipt-screen.tsx";
import { Review, Waiting } from "./review.tsx";
import type { ScreenProps } from "./screen.ts";
import type { Sent } from "@niuniu/matter/web/begin";
import { Standing } from "./standing.tsx";
import { useCommittee, type CommitteeState } from "./use-committee.ts";

/** Nothing can be sealed. That the server does not answer yet is none of these, and keeps nobody from writing. */
const SHUT: readonly CommitteeState["state"][] = ["closed", "broken", "unrecorded"];

const TITLES = ["", "", "cases.more.title", "cases.how.title", "cases.check.title"] as const;

/**
 * Above the first screen the organisation, or that nothing can be sealed to its committee; the screens after it, and the receipt. The
 * committee is asked for once, as soon as somebody begins, so that the last screen need not wait.
 */
export function ReportRest(
  props: ScreenProps & Pick<ReceiptScreenProps, "openReport"> & { readonly onSent: (proven: boolean) => void },
): JSX.Element {
  const { draft, change } = props;
  const committee = useCommittee();
  const [sent, setSent] = useState<Sent | null>(null);
  const settle = (done: Sent): void => {
    setSent(done);
    props.onSent(done.said !== null);
  };
  if (sent !== null) {
    // Another screen once it is proven: its title says so, and is read out.
    return (
      <ReceiptScreen
        key={sent.said === null ? 0 : 1}
        sent={sent}
        onProven={(said) => settle({ ...sent, said })}
        openReport={props.openReport}
      />
    );
  }
  const organisation =
    committee.state !== "checked" && SHUT.includes(committee.state) && draft.step < 4 ? (
      <Waiting committee={committee} />
    ) : (
      <p class="soft small">{committee.state === "checked" ? committee.trust.roster.newest.organisation : "\u00a0"}</p>
    );
  if (draft.step === 1) return <>{organisation}</>;
  return (
    <>
      {organisation}
      <Heading of={draft.step} fresh>
        {t(TITLES[draft.step] ?? TITLES[4])}
      </Heading>
      {draft.step === 2 && <Circumstances draft={draft} change={change} />}
      {draft.step === 3 && <Standing draft={draft} change={change} committee={committee} />}
      {draft.step >= 4 && <Review draft={draft} change={change} committee={committee} onSent={settle} />}
      <Button onClick={() => change({ step: Math.min(draft.step, 4) - 1 })}>{t("cases.back")}</Button>
    </>
  );
}
