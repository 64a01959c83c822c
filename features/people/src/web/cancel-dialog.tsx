import { Button, Dialog, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** Asks before a link is closed that somebody may have in their hand, and says what follows. */
export function CancelDialog(props: {
  /** Whose link it is; null where nobody's is asked about. */
  readonly name: string | null;
  readonly onClose: () => void;
  readonly onCancel: () => void;
}): JSX.Element {
  const name = props.name ?? "";
  return (
    <Dialog open={props.name !== null} title={t("people.invite.cancel-named", { name })} onClose={props.onClose}>
      <p>{t("people.invite.cancel-why", { name })}</p>
      <div class="pair">
        <Button onClick={props.onClose}>{t("people.invite.cancel-no")}</Button>
        <Button
          kind="danger"
          onClick={() => {
            props.onClose();
            props.onCancel();
          }}
        >
          {t("people.invite.cancel-go")}
        </Button>
      </div>
    </Dialog>
  );
}
