import { Button, Dialog, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Place } from "./draft.ts";

/** Where the draft lies, the choice to keep it longer, and the way to be rid of it. */
export function DraftBar(props: {
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
  readonly onWipe: () => void;
}): JSX.Element {
  const [asking, setAsking] = useState(false);
  const device = props.place === "device";
  return (
    <div class="draft">
      <p class="hint">{t(device ? "cases.draft.device" : "cases.draft.tab")}</p>
      <div class="row">
        <button type="button" class="link small" onClick={() => props.onPlace(device ? "tab" : "device")}>
          {t(device ? "cases.draft.unkeep" : "cases.draft.keep")}
        </button>
        <button type="button" class="link small" onClick={() => setAsking(true)}>
          {t("cases.draft.wipe")}
        </button>
      </div>
      <Dialog open={asking} title={t("cases.draft.sure")} onClose={() => setAsking(false)}>
        <p>{t("cases.draft.sure-more")}</p>
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("cases.draft.no")}</Button>
          <Button
            kind="danger"
            onClick={() => {
              setAsking(false);
              props.onWipe();
            }}
          >
            {t("cases.draft.yes")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
