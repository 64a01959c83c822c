import type { JSX } from "preact";
import { Button } from "./form.tsx";
import { t } from "./text.ts";
import { useCopied } from "./use-copied.ts";

/**
 * Copies a text, and says whether it worked; where it did not, the text beside it can be selected by hand. `words` is the
 * key of what the button says; with ".done" or ".failed" after it, of what is said then.
 */
export function CopyButton(props: {
  readonly text: string;
  readonly label: string;
  readonly words: string;
}): JSX.Element {
  const { copied, copy } = useCopied(props.text);
  return (
    <span class="row">
      <Button kind="quiet" onClick={copy} label={props.label}>
        {t(props.words)}
      </Button>
      <span class="small soft" role="status">
        {copied === "idle" ? "" : t(`${props.words}.${copied}`)}
      </span>
    </span>
  );
}
