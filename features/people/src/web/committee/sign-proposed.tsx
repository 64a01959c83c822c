import { Button, t, type useAct } from "@niuniu/ui";
import type { JSX } from "preact";

/** How many have to sign what stands above, and the button by which it is proposed to them. */
export function SignProposed(props: {
  readonly quorum: number;
  readonly act: Pick<ReturnType<typeof useAct>, "busy">;
  readonly onSign: () => void;
}): JSX.Element {
  return (
    <>
      <p class="soft">{t("people.change.rule", { quorum: props.quorum })}</p>
      <Button kind="main" onClick={props.onSign} busy={props.act.busy ? t("people.working") : null}>
        {t("people.change.sign-propose")}
      </Button>
    </>
  );
}
