import { Button, Dialog, Notice, t } from "@niuniu/ui";
import type { ComponentChildren, JSX } from "preact";
import { Trouble } from "../trouble.tsx";

/**
 * Asks before something is signed. What it shows is held as it was when it opened, and exactly that is signed. Where it is another by now (`stale`)
 * it cannot be signed any more: that is said, and the way leads back to what there is.
 */
export function SignDialog(props: {
  readonly open: boolean;
  readonly title: string;
  readonly stale: boolean;
  /** What stands on the button that signs; `danger`: it takes something from somebody. */
  readonly go: string;
  readonly danger?: boolean;
  readonly act: { readonly busy: boolean; readonly error: unknown };
  readonly onSign: () => void;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  const { act, onClose } = props;
  return (
    <Dialog open={props.open} title={props.title} onClose={onClose}>
      {props.children}
      {props.stale && !act.busy ? (
        <>
          <Notice tone="missed" title={t("people.stale.title")}>
            {t("people.stale")}
          </Notice>
          <Button kind="main" onClick={onClose}>
            {t("people.stale.show")}
          </Button>
        </>
      ) : (
        <>
          <Trouble error={act.error} />
          <div class="pair">
            <Button onClick={onClose}>{t("people.cancel")}</Button>
            <Button
              kind={props.danger === true ? "danger" : "main"}
              onClick={props.onSign}
              busy={act.busy ? t("people.working") : null}
            >
              {props.go}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
