import { Button, Dialog, t } from "@niuniu/ui";
import type { JSX } from "preact";

/** Asks before another link is made for somebody who may have the old one in their hand: that one stops working. */
export function NewLinkDialog(props: {
  /** Whose link it is; null where nobody's is asked about. */
  readonly name: string | null;
  /** Whoever is invited by a member gets another sign-in name with it. */
  readonly renamed: boolean;
  readonly onClose: () => void;
  readonly onMake: () => void;
}): JSX.Element {
  const name = props.name ?? "";
  return (
    <Dialog open={props.name !== null} title={t("people.invite.new-link-named", { name })} onClose={props.onClose}>
      <p>{t("people.invite.new-link-why", { name })}</p>
      {props.renamed && <p>{t("people.invite.new-link-id")}</p>}
      <div class="pair">
        <Button onClick={props.onClose}>{t("people.invite.cancel-no")}</Button>
        <Button
          kind="main"
          onClick={() => {
            props.onClose();
            props.onMake();
          }}
        >
          {t("people.invite.new-link")}
        </Button>
      </div>
    </Dialog>
  );
}
