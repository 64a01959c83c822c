import type { JSX } from "preact";
import { Button, Stepper, t, Heading } from "@niuniu/ui";
import { useState } from "preact/hooks";
import { Circumstances } from "./circumstances.tsx";
import { ReceiptScreen, type ReceiptScreenProps } from "./receipt-screen.tsx";
import { Review } from "./review.tsx";
import type { ScreenProps } from "./screen.ts";
import type { Sent } from "./send.ts";
import { Standing } from "./standing.tsx";
import { useCommittee } from "./use-committee.ts";

const TITLES = ["", "", "cases.more.title", "cases.how.title", "cases.check.title"] as const;

/** The screens after the first one, and the receipt. The committee is fetched meanwhile, so that the last screen need not wait. */
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
  return (
    <>
      <Stepper step={draft.step} of={4} />
      {committee.state === "checked" && <p class="soft small">{committee.trust.roster.newest.organisation}</p>}
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
