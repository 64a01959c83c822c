import type { Keys } from "@niuniu/seal/open";
import { Button, Notice, t, useAct } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { addPasskey, type PasskeyPower } from "../add-passkey.ts";
import { hasPasskeys } from "../passkey.ts";
import type { Prove } from "../prove.ts";
import { PasskeyTrouble } from "../trouble.tsx";

/** Offers a passkey. Says afterwards what it can do here, since authenticators differ. */
export function PasskeyStep(props: {
  readonly ask: Ask;
  readonly keys: Keys;
  /** The password chosen a moment ago proves that nobody else sits here now. */
  readonly prove: Prove;
  readonly onDone: () => void;
}): JSX.Element {
  const [power, setPower] = useState<PasskeyPower | null>(null);
  const act = useAct();
  const add = (): void =>
    void act.run(async () =>
      setPower(
        await addPasskey(props.ask, { keys: props.keys, label: t("people.passkey.first-label"), prove: props.prove }),
      ),
    );
  return (
    <main class="moved">
      <h1>{t("people.passkey.title")}</h1>
      <p class="lead">{t(hasPasskeys() ? "people.passkey.lead" : "people.passkey.none-here")}</p>
      {power !== null && <Notice tone={power === "opens" ? "done" : "owed"}>{t(`people.passkey.${power}`)}</Notice>}
      <PasskeyTrouble error={act.error} />
      {power === null && hasPasskeys() && (
        <Button kind="main" onClick={add} busy={act.busy ? t("people.passkey.waiting") : null}>
          {t("people.passkey.add")}
        </Button>
      )}
      <Button kind={power === null && hasPasskeys() ? "plain" : "main"} onClick={props.onDone}>
        {t(power === null && hasPasskeys() ? "people.passkey.later" : "people.continue")}
      </Button>
    </main>
  );
}
