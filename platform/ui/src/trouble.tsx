import type { JSX } from "preact";
import { sentenceOf, toneOf } from "./call-error.ts";
import { Button } from "./form.tsx";
import { Notice } from "./notice.tsx";
import { t } from "./text.ts";

/** What went wrong in a sentence, and the one thing to do about it. Nothing when nothing went wrong. */
export function Trouble(props: {
  readonly error: unknown;
  readonly again?: (() => void) | undefined;
}): JSX.Element | null {
  if (props.error === null || props.error === undefined) return null;
  return (
    <Notice tone={toneOf(props.error)}>
      <p>{sentenceOf(props.error)}</p>
      {props.again !== undefined && (
        <Button kind="quiet" onClick={props.again}>
          {t("ui.again")}
        </Button>
      )}
    </Notice>
  );
}
