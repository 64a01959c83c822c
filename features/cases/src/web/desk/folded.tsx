import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { beginningOf } from "./beginning.ts";

/** A long text with its first screenful, and all of it on a press; on paper it is always whole. */
export function Folded({ text, kind }: { readonly text: string; readonly kind: string }): JSX.Element {
  const [all, setAll] = useState(false);
  const first = beginningOf(text);
  if (first === text) return <p class={kind}>{text}</p>;
  return (
    <>
      <p class={kind}>
        {all ? text : first}
        {!all && <span class="folded-rest">{text.slice(first.length)}</span>}
        {!all && <span class="no-print"> …</span>}
      </p>
      <p class="no-print">
        <Button kind="quiet" pressed={all} onClick={() => setAll(!all)}>
          {t(all ? "cases.desk.report.fold" : "cases.desk.report.all", { n: Array.from(text).length })}
        </Button>
      </p>
    </>
  );
}
