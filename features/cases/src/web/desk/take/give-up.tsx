import { Button, Dialog, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { forgetTaking } from "./taking.ts";

/** The way to be rid of what may have arrived already: nobody is told that it was not sent. */
export function GiveUp(): JSX.Element {
  const [asking, setAsking] = useState(false);
  return (
    <div>
      <button type="button" class="link small" onClick={() => setAsking(true)}>
        {t("ui.area.discard")}
      </button>
      <Dialog open={asking} title={t("cases.take.give-up")} onClose={() => setAsking(false)}>
        <p>{t("cases.take.give-up.more")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("ui.area.discard.no")}</Button>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false);
              forgetTaking();
            }}
          >
            {t("ui.area.discard.go")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
