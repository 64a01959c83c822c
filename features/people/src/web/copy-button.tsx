import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** Copies a text, and says whether it worked; where it did not, the text beside it can be selected by hand. */
export function CopyButton(props: { readonly text: string; readonly label: string }): JSX.Element {
  const [state, setState] = useState<"idle" | "done" | "failed">("idle");
  const copy = (): void => {
    // Absent outside https and localhost, whatever the types say.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard === undefined) setState("failed");
    else
      clipboard.writeText(props.text).then(
        () => setState("done"),
        () => setState("failed"),
      );
  };
  return (
    <span class="row">
      <Button kind="quiet" onClick={copy} label={props.label}>
        {t("people.copy")}
      </Button>
      <span class="small soft" role="status">
        {state === "idle" ? "" : t(`people.copy.${state}`)}
      </span>
    </span>
  );
}
