import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Draft } from "../draft.ts";
import type { ScreenProps } from "./screen.ts";

function linesOf(draft: Draft): readonly (readonly [step: number, label: string, text: string])[] {
  const who =
    draft.identity === "anonymous" ? "" : [draft.name, draft.contact].filter((text) => text !== "").join(" · ");
  return [
    [1, t("cases.what.title"), draft.what],
    [2, t("cases.more.when"), draft.when],
    [2, t("cases.more.where"), draft.where],
    [2, t("cases.more.who"), draft.who],
    [3, t("cases.how.urgency"), t(`cases.how.${draft.class}`)],
    [3, t("cases.how.identity"), [t(`cases.how.${draft.identity}`), who].filter((text) => text !== "").join(" · ")],
  ];
}

/** A long text is folded, so that the button that sends it stays near; all of it is a press away. */
function Told({ text }: { readonly text: string }): JSX.Element {
  const shown = useRef<HTMLSpanElement>(null);
  const [folded, setFolded] = useState(true);
  const [long, setLong] = useState(false);
  useLayoutEffect(() => {
    const { current } = shown;
    // Turned, a phone folds what stood there whole before. Who watches goes with what is watched.
    if (current !== null)
      new ResizeObserver(() => setLong(current.scrollHeight > current.clientHeight + 1)).observe(current);
  }, [text]);
  return (
    <>
      <span ref={shown} class={`told block${folded ? " folded" : ""}`}>
        {text}
      </span>
      {folded && long && (
        <button type="button" class="link small" onClick={() => setFolded(false)}>
          {t("cases.check.all")}
        </button>
      )}
    </>
  );
}

/** Everything that will be sealed, each part a tap away from being changed. */
export function Summary({ draft, change }: ScreenProps): JSX.Element {
  return (
    <section class="card">
      <h2>{t("cases.check.yours")}</h2>
      <ul class="summary">
        {linesOf(draft)
          .filter(([, , text]) => text !== "")
          .map(([step, label, text]) => (
            <li key={label} class="person">
              <div class="grow">
                <span class="soft block">{label}</span>
                <Told text={text} />
              </div>
              <Button kind="quiet" label={`${t("cases.check.edit")}: ${label}`} onClick={() => change({ step })}>
                {t("cases.check.edit")}
              </Button>
            </li>
          ))}
      </ul>
    </section>
  );
}
