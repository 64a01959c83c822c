import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** A text to be copied exactly, with a button that does it; it can be selected by hand too. */
export function Copied(props: { readonly text: string; readonly label: string }): JSX.Element {
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
    <div class="stack close">
      <p class="said code small" lang="en" translate={false}>
        {props.text}
      </p>
      <span class="row">
        <Button kind="quiet" onClick={copy} label={props.label}>
          {t("ledger.copy")}
        </Button>
        <span class="small soft" role="status">
          {state === "idle" ? "" : t(`ledger.copy.${state}`)}
        </span>
      </span>
    </div>
  );
}
