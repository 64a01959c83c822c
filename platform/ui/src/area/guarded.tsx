import type { ComponentChildren, JSX } from "preact";
import { useErrorBoundary } from "preact/hooks";
import { Button } from "../form.tsx";
import { Notice } from "../notice.tsx";
import { sentenceOf } from "../call-error.ts";
import { t } from "../text.ts";
import { unsentTexts } from "./drafts.ts";

/**
 * What stands in it, or, where that cannot be shown, why in a sentence, and what was typed and not sent: never an empty page, and
 * the rest of the area stays.
 */
export function Guarded(props: { readonly children: ComponentChildren }): JSX.Element {
  const [error] = useErrorBoundary() as readonly [unknown, () => void];
  if (error === undefined) return <>{props.children}</>;
  const unsent = unsentTexts();
  return (
    <Notice tone="owed">
      <p>{sentenceOf(error)}</p>
      {unsent.length > 0 && <p>{t("ui.area.unsent")}</p>}
      {unsent.map((text) => (
        <blockquote key={text}>{text}</blockquote>
      ))}
      <Button onClick={() => location.reload()}>{t("ui.area.reload")}</Button>
    </Notice>
  );
}
