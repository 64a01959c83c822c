import { Button, Card, Field, Notice, Pill, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { passkeyRemove } from "../../routes.ts";
import { addPasskey, type PasskeyPower } from "../add-passkey.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { hasPasskeys } from "../passkey.ts";
import { PasskeyTrouble } from "../trouble.tsx";

/** Passkeys of this member: what each can do, add one, remove one. */
export function PasskeysCard({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const [label, setLabel] = useState("");
  const [power, setPower] = useState<PasskeyPower | null>(null);
  const act = useAct();
  const add = (event: Event): void => {
    event.preventDefault();
    const name = label.trim() === "" ? t("people.passkey.first-label") : label.trim();
    void act.run(async () => {
      setPower(await addPasskey(desk.ask, desk.keys, name));
      setLabel("");
      desk.refresh();
    });
  };
  const remove = (id: string): void =>
    void act.run(async () => {
      await desk.ask(passkeyRemove, { id });
      desk.refresh();
    });
  return (
    <Card title={t("people.passkeys.title")}>
      <p class="soft">{t(hasPasskeys() ? "people.passkeys.lead" : "people.passkey.none-here")}</p>
      <ul>
        {desk.me.passkeys.map((passkey) => (
          <li key={passkey.id} class="row spread">
            <span>
              {passkey.label}{" "}
              <Pill tone={passkey.file === null ? undefined : "done"}>
                {t(passkey.file === null ? "people.passkeys.signs-in" : "people.passkeys.opens")}
              </Pill>
            </span>
            <Button
              kind="quiet"
              onClick={() => remove(passkey.id)}
              label={t("people.passkeys.remove-label", { label: passkey.label })}
            >
              {t("people.passkeys.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {power !== null && <Notice tone={power === "opens" ? "done" : "owed"}>{t(`people.passkey.${power}`)}</Notice>}
      <PasskeyTrouble error={act.error} />
      {hasPasskeys() && (
        <form onSubmit={add} noValidate>
          <Field
            label={t("people.passkeys.label")}
            optional
            placeholder={t("people.passkeys.label-example")}
            value={label}
            onInput={setLabel}
          />
          <Button type="submit" busy={act.busy ? t("people.passkey.waiting") : null}>
            {t("people.passkey.add")}
          </Button>
        </form>
      )}
    </Card>
  );
}
