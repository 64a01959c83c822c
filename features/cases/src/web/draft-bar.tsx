import { Button, Dialog, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Place } from "./draft.ts";

/**
 * Where the draft lies, the choice to keep it longer, and the way to be rid of it. `unproven`: it was sent, nothing proves that it
 * was taken, and with it lie the sealed report and its receipt.
 */
export function DraftBar(props: {
  readonly place: Place;
  readonly unproven: boolean;
  readonly onPlace: (place: Place) => void;
  readonly onWipe: () => void;
}): JSX.Element {
  const [asking, setAsking] = useState(false);
  const { unproven } = props;
  const device = props.place === "device";
  return (
    <div class="draft">
      <p class="hint">{t(unproven ? "cases.sent.kept" : device ? "cases.draft.device" : "cases.draft.tab")}</p>
      <div class="row">
        {!unproven && (
          <button type="button" class="link small" onClick={() => props.onPlace(device ? "tab" : "device")}>
            {t(device ? "cases.draft.unkeep" : "cases.draft.keep")}
          </button>
        )}
        <button type="button" class="link small" onClick={() => setAsking(true)}>
          {t("cases.draft.wipe")}
        </button>
      </div>
      <Dialog
        open={asking}
        title={t(unproven ? "cases.sent.wipe-sure" : "cases.draft.sure")}
        onClose={() => setAsking(false)}
      >
        <p>{t(unproven ? "cases.sent.wipe-more" : "cases.draft.sure-more")}</p>
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
