import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../form.tsx";
import { t } from "../text.ts";

/** A text of this many lines more than are shown is not worth a press. */
const LITTLE = 4;

/**
 * A long text with its first lines, and all of it on a press; found and read out whole, and on paper it is whole. `words`: the prefix of
 * the feature's strings for it; `kind`: how the text is drawn.
 */
export function Folded(props: { readonly text: string; readonly kind: string; readonly words: string }): JSX.Element {
  const { text, kind, words } = props;
  const [all, setAll] = useState(false);
  const [long, setLong] = useState(true);
  const shown = useRef<HTMLParagraphElement>(null);
  // How many lines it has is known once it is laid out, and another width has others.
  useLayoutEffect(() => {
    const box = shown.current;
    if (box === null || all) return undefined;
    const look = (): void => setLong(isLong(box));
    look();
    const watch = new ResizeObserver(look);
    watch.observe(box);
    return () => watch.disconnect();
  }, [text, all]);
  return (
    <>
      <p class={`${kind}${!all && long ? " folded" : ""}`} ref={shown}>
        {text}
      </p>
      {(all || long) && (
        <p class="no-print">
          <Button kind="quiet" pressed={all} onClick={() => setAll(!all)}>
            {t(all ? `${words}.fold` : `${words}.all`, { n: Array.from(text).length })}
          </Button>
        </p>
      )}
    </>
  );
}

/** Whether enough of it is hidden, or would be. */
function isLong(box: HTMLElement): boolean {
  const folded = box.classList.contains("folded");
  box.classList.add("folded");
  const hidden = box.scrollHeight - box.clientHeight;
  box.classList.toggle("folded", folded);
  return hidden > LITTLE * Number.parseFloat(getComputedStyle(box).lineHeight);
}
