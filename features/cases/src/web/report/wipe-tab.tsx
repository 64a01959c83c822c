import { Button, Card, Dialog, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** Of a report that nothing proves to be taken this tab keeps all: what that is, and the way to be rid of it. */
export function WipeTab({ onWipe }: { readonly onWipe: () => void }): JSX.Element {
  const [asking, setAsking] = useState(false);
  return (
    <Card title={t("cases.sent.kept-here")}>
      <p>{t("cases.sent.kept-here-more")}</p>
      <Button onClick={() => setAsking(true)}>{t("cases.sent.wipe")}</Button>
      <Dialog open={asking} title={t("cases.sent.wipe-sure")} onClose={() => setAsking(false)}>
        <p>{t("cases.sent.wipe-sure-more")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("cases.draft.no")}</Button>
          <Button kind="danger" onClick={onWipe}>
            {t("cases.draft.yes")}
          </Button>
        </div>
      </Dialog>
    </Card>
  );
}
