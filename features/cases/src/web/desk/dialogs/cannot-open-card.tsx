import { nameOf } from "@niuniu/roster";
import { Button, Dialog, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { triedBy } from "../../../cannot-open.ts";
import type { Unopenable } from "../../../events.ts";
import { afterCannotOpen } from "../choices.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import type { Perform } from "../plan.ts";

/**
 * A report that came as its sender sealed it and cannot be opened or answered here: says why, and lets its owner say so,
 * signed. Nothing is sealed to anybody, since nobody here knows whom its sender left out.
 */
export function CannotOpenCard(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
  readonly reason: Unopenable;
}): JSX.Element {
  const { desk, opened, reason } = props;
  const { owed } = opened.header;
  const [asked, setAsked] = useState(false);
  const mine = owed?.owner === desk.me;
  const said = opened.state !== null && triedBy(opened.state).includes(desk.me);
  return (
    <section class="card" aria-labelledby="cannot-open">
      <h2 id="cannot-open">{t("cases.desk.cannot-open.title")}</h2>
      <p>{t(`cases.desk.unopenable.${reason}`)}</p>
      <p class="soft">{t("cases.desk.cannot-open.nothing-sent")}</p>
      {owed === null && <p class="soft">{t("cases.desk.bar.closed")}</p>}
      {owed !== null && !mine && !said && (
        <p class="soft">{t("cases.desk.cannot-open.not-yours", { name: nameOf(desk.roster, owed.owner) })}</p>
      )}
      {mine && <Button onClick={() => setAsked(true)}>{t("cases.desk.cannot-open.go")}</Button>}
      {asked && <Confirm {...props} onClose={() => setAsked(false)} />}
    </section>
  );
}

function Confirm(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
  readonly reason: Unopenable;
  readonly onClose: () => void;
}): JSX.Element {
  const { desk, opened, perform, reason, onClose } = props;
  const act = useAct();
  const next = afterCannotOpen(desk, opened, reason);
  const send = (): void =>
    void act.run(async () => {
      await perform({ kind: "cannot-open", text: null, reason });
      onClose();
    });
  return (
    <Dialog open title={t("cases.desk.cannot-open.ask")} onClose={onClose}>
      <p>{t("cases.desk.cannot-open.signed")}</p>
      <p>
        {next === null
          ? t("cases.desk.cannot-open.then-closed")
          : t("cases.desk.cannot-open.then-next", { name: nameOf(desk.roster, next) })}
      </p>
      <Trouble error={act.error} />
      <div class="pair">
        <Button onClick={onClose}>{t("cases.desk.not-now")}</Button>
        <Button kind="danger" busy={act.busy ? t("cases.desk.sealing") : null} onClick={send}>
          {t("cases.desk.cannot-open.send")}
        </Button>
      </div>
    </Dialog>
  );
}

/** For a reader who can open what closed because nobody who was here could: takes it up again. */
export function OpenAfterAll({ perform }: { readonly perform: Perform }): JSX.Element {
  const act = useAct();
  return (
    <section class="card" aria-labelledby="open-after-all">
      <h2 id="open-after-all">{t("cases.desk.open-after-all.title")}</h2>
      <p class="soft">{t("cases.desk.open-after-all.lead")}</p>
      <Trouble error={act.error} />
      <Button
        kind="main"
        busy={act.busy ? t("cases.desk.opening") : null}
        onClick={() => void act.run(() => perform({ kind: "open", text: null }))}
      >
        {t("cases.desk.open-after-all.go")}
      </Button>
    </section>
  );
}
