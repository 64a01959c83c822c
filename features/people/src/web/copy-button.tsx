import { Button, t, useCopied } from "@niuniu/ui";
import type { JSX } from "preact";

/** Copies a text, and says whether it worked; where it did not, the text beside it can be selected by hand. */
export function CopyButton(props: { readonly text: string; readonly label: string }): JSX.Element {
  const { copied, copy } = useCopied(props.text);
  return (
    <span class="row">
      <Button kind="quiet" onClick={copy} label={props.label}>
        {t("people.copy")}
      </Button>
      <span class="small soft" role="status">
        {copied === "idle" ? "" : t(`people.copy.${copied}`)}
      </span>
    </span>
  );
}
