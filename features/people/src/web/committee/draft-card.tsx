import { Button, Card, t } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import type { Draft } from "../../routes.ts";

/** The frame around a change that gathers signatures. Only who proposed it can take it back. */
export function DraftCard(props: {
  readonly draft: Draft;
  readonly mine: boolean;
  readonly by: string;
  readonly busy: boolean;
  readonly onWithdraw: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <Card title={t("people.draft.title")} tone="owed">
      <p class="soft">{t(props.mine ? "people.draft.by-you" : "people.draft.by", { name: props.by })}</p>
      {props.children}
      {props.mine && (
        <Button kind="quiet" onClick={props.onWithdraw} busy={props.busy ? t("people.working") : null}>
          {t("people.draft.withdraw")}
        </Button>
      )}
    </Card>
  );
}
