import { Button, device, t, useAct } from "@niuniu/ui";
import { fileNameOf } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { addPasskey } from "../add-passkey.ts";
import { ProveForm } from "../keys/prove-form.tsx";
import { hasPasskeys } from "../passkey.ts";
import type { Unlocked } from "./gate.tsx";

/** Where it is remembered, by a hash that names nobody, that this member does not want one on this device. */
const asked = ({ me }: Unlocked): string => `niuniu.passkey-asked.${fileNameOf(me.recipient)}`;

/**
 * On the first visits of a member without a passkey that opens the desk: what it is good for, made here at once or put off for good on
 * this device. One line until it is opened: what is owed stands below it, and comes first on a phone too. Nothing where there is one, or
 * where this browser has none.
 */
export function PasskeyPrompt({ inside: desk }: { readonly inside: Unlocked }): JSX.Element | null {
  const [wanted, setWanted] = useState(false);
  const [over, setOver] = useState(() => device.getItem(asked(desk)) !== null);
  const act = useAct();
  const opens = desk.me.passkeys.some(({ file }) => file !== null);
  if (over || opens || !hasPasskeys()) return null;
  const putOff = (): void => {
    device.setItem(asked(desk), "1");
    setOver(true);
  };
  return (
    <details class="more">
      <summary>{t("people.passkey.prompt")}</summary>
      <p>{t("people.passkey.prompt-why")}</p>
      {wanted ? (
        <ProveForm
          desk={desk}
          act={act}
          why={t("people.prove.to-add", { label: t("people.passkey.first-label") })}
          onLeave={() => setWanted(false)}
          onProve={async (prove) => {
            await addPasskey(desk.ask, { keys: desk.keys, label: t("people.passkey.first-label"), prove });
            putOff();
            desk.refresh();
          }}
        />
      ) : (
        <div class="row">
          <Button onClick={() => setWanted(true)}>{t("people.passkey.prompt-go")}</Button>
          <Button kind="quiet" onClick={putOff}>
            {t("people.passkey.prompt-no")}
          </Button>
        </div>
      )}
    </details>
  );
}
