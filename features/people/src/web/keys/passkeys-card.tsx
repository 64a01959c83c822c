import { Button, Card, Field, Form, Notice, Pill, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { passkeyRemove } from "../../routes.ts";
import { addPasskey, type PasskeyPower } from "../add-passkey.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { hasPasskeys } from "../passkey.ts";
import { ProveForm } from "./prove-form.tsx";

/** What the member wants to do, and has to show for that they are there: add a passkey, or remove this one. */
type Wanted = { readonly add: true } | { readonly remove: string; readonly label: string };

/** Passkeys of this member: what each can do, add one, remove one. */
export function PasskeysCard({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const [label, setLabel] = useState("");
  const [power, setPower] = useState<PasskeyPower | null>(null);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const act = useAct();
  const want = (next: Wanted | null): void => {
    setPower(null);
    setWanted(next);
  };
  const done = (): void => {
    setWanted(null);
    setLabel("");
    desk.refresh();
  };
  const first = label.trim() === "" ? t("people.passkey.first-label") : label.trim();
  return (
    <Card title={t("people.passkeys.title")}>
      <p class="soft">{t(hasPasskeys() ? "people.passkeys.lead" : "people.passkey.none-here")}</p>
      <ul>
        {desk.me.passkeys.map(({ id, label: name, file }) => (
          <li key={id} class="row spread nowrap">
            <span class="grow">
              {name}{" "}
              <Pill tone={file === null ? undefined : "done"}>
                {t(file === null ? "people.passkeys.signs-in" : "people.passkeys.opens")}
              </Pill>
            </span>
            <Button
              kind="quiet"
              onClick={() => want({ remove: id, label: name })}
              label={t("people.passkeys.remove-label", { label: name })}
            >
              {t("people.passkeys.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {power !== null && <Notice tone={power === "opens" ? "done" : "owed"}>{t(`people.passkey.${power}`)}</Notice>}
      {hasPasskeys() && wanted === null && (
        <Form
          onSubmit={() => {
            want({ add: true });
          }}
        >
          <Field
            label={t("people.passkeys.label")}
            optional
            placeholder={t("people.passkeys.label-example")}
            value={label}
            onInput={setLabel}
          />
          <Button type="submit">{t("people.passkey.add")}</Button>
        </Form>
      )}
      {wanted !== null && (
        <ProveForm
          desk={desk}
          act={act}
          why={
            "add" in wanted
              ? t("people.prove.to-add", { label: first })
              : t("people.prove.to-remove", { label: wanted.label })
          }
          onLeave={() => want(null)}
          onProve={async (prove) => {
            if ("add" in wanted) setPower(await addPasskey(desk.ask, { keys: desk.keys, label: first, prove }));
            else await prove((proof) => desk.ask(passkeyRemove, { id: wanted.remove, proof }));
            done();
          }}
        />
      )}
    </Card>
  );
}
