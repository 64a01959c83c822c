import { Breakable, CopyButton } from "@niuniu/ui";
import type { JSX } from "preact";

/** A text to be copied exactly, with a button that does it; it can be selected by hand too. */
export function Copied(props: { readonly text: string; readonly label: string }): JSX.Element {
  return (
    <div class="stack close">
      <p class="said code small" lang="en" translate={false}>
        <Breakable text={props.text} />
      </p>
      <CopyButton text={props.text} label={props.label} words="ledger.copy" />
    </div>
  );
}
