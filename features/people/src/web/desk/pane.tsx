import { Button, t } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** What stands beside a list of the committee's. It takes the focus when another thing is opened in it. */
export function Pane(props: {
  /** What it is, for who hears it; and under which name it was opened. */
  readonly label: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.focus(), [props.name]);
  return (
    <div class="pane stack" ref={pane} tabIndex={-1} role="region" aria-label={props.label}>
      <div class="row spread no-print">
        <Button kind="quiet" onClick={props.onClose}>
          {t("people.resolution.close")}
        </Button>
      </div>
      {props.children}
    </div>
  );
}
