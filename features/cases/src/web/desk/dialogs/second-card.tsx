import { MessageDialog, type DialogProps } from "@niuniu/matter/web/write";
import { nameOf } from "@niuniu/roster";
import { Button, Dialog, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Plan } from "../plan.ts";

/** The outcome stands above: to sign under it, which closes the case, or to say why not. */
export function SecondCard(
  props: Omit<DialogProps<Plan>, "open" | "onClose"> & { readonly desk: Desk; readonly opened: OpenedCase },
): JSX.Element | null {
  const [shown, setShown] = useState<"yes" | "no" | null>(null);
  const act = useAct();
  const { desk, opened, perform } = props;
  const { proposed } = opened.state ?? {};
  if (proposed === undefined) return null;
  const close = (): void => setShown(null);
  const name = nameOf(desk.roster, proposed.by);
  const yes: Plan = { kind: "second", text: null, about: proposed.number, says: "yes" };
  return (
    <section class="card stack close" aria-labelledby="second">
      <h2 id="second">{t("cases.desk.second.title", { name })}</h2>
      <p>{t("cases.desk.second.lead", { name })}</p>
      <div class="row">
        <Button kind="main" onClick={() => setShown("yes")}>
          {t("cases.desk.second.yes")}
        </Button>
        <Button onClick={() => setShown("no")}>{t("cases.desk.second.no")}</Button>
      </div>
      <Dialog open={shown === "yes"} title={t("cases.desk.second.sure")} onClose={close}>
        <p>{t("cases.desk.second.sure-more", { name })}</p>
        <Trouble error={act.error} />
        <div class="pair">
          <Button onClick={close}>{t("cases.desk.not-now")}</Button>
          <Button
            kind="danger"
            busy={act.busy ? t("cases.desk.sealing") : null}
            onClick={() => void act.run(() => perform(yes))}
          >
            {t("cases.desk.second.yes")}
          </Button>
        </div>
      </Dialog>
      <MessageDialog<Plan>
        {...props}
        open={shown === "no"}
        onClose={close}
        says="cases.desk.dialog.second"
        kind="second"
        values={{ name }}
        plan={(text) => ({ kind: "second", text, about: proposed.number, says: "no" })}
      />
    </section>
  );
}
