import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { Button } from "./form.tsx";
import { t } from "./text.ts";
import { useCopied } from "./use-copied.ts";

/**
 * Copies a text, and says whether it worked; where it did not, the element right before this one, which shows the text, is
 * selected. `words` is the key of what the button says; with ".done" or ".failed" after it, of what is said then.
 */
export function CopyButton(props: {
  readonly text: string;
  readonly label: string;
  readonly words: string;
}): JSX.Element {
  const { copied, copy } = useCopied(props.text);
  const here = useRef<HTMLSpanElement>(null);
  return (
    <span class="row" ref={here}>
      <Button kind="quiet" onClick={() => copy(here.current?.previousElementSibling ?? null)} label={props.label}>
        {t(props.words)}
      </Button>
      <span class="small soft" role="status">
        {copied === "idle" ? "" : t(`${props.words}.${copied}`)}
      </span>
    </span>
  );
}
