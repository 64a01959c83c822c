import { useSteps } from "@niuniu/matter/web/begin";
import { Button, Dialog, keeps, t, tab, useLeaveQuestion } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Place } from "../draft.ts";
import type { ScreenProps } from "./screen.ts";

/** What is said of where the draft lies. */
const wordsFor = (props: { readonly place: Place; readonly unproven: boolean; readonly nowhere: boolean }) => {
  if (props.nowhere) return "cases.draft.nowhere";
  return props.unproven ? "cases.sent.kept" : (`cases.draft.${props.place}` as const);
};

/**
 * Where the draft lies, the choice to keep it longer, and the way to be rid of it. `unproven`: it was sent, nothing proves that it
 * was taken, and with it lie the sealed report and its receipt.
 */
export function DraftBar(
  props: ScreenProps & {
    readonly place: Place;
    readonly unproven: boolean;
    readonly onPlace: (place: Place) => void;
    readonly onWipe: () => void;
  },
): JSX.Element {
  const [asking, setAsking] = useState(false);
  const [nowhere] = useState(() => !keeps(tab));
  const { unproven } = props;
  const device = props.place === "device";
  useSteps(props.draft.step, unproven ? null : (step) => props.change({ step }));
  // The screen with the receipt asks for itself.
  useLeaveQuestion(nowhere && !unproven);
  return (
    <div class="draft">
      <p class="hint">{t(wordsFor({ ...props, nowhere }))}</p>
      <div class="row">
        {!unproven && !nowhere && (
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
