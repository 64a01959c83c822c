import { Breakable, Button, t, useCopied } from "@niuniu/ui";
import type { JSX } from "preact";

/** A text to be copied exactly, with a button that does it; it can be selected by hand too. */
export function Copied(props: { readonly text: string; readonly label: string }): JSX.Element {
  const { copied, copy } = useCopied(props.text);
  return (
    <div class="stack close">
      <p class="said code small" lang="en" translate={false}>
        <Breakable text={props.text} />
      </p>
      <span class="row">
        <Button kind="quiet" onClick={copy} label={props.label}>
          {t("ledger.copy")}
        </Button>
        <span class="small soft" role="status">
          {copied === "idle" ? "" : t(`ledger.copy.${copied}`)}
        </span>
      </span>
    </div>
  );
}
