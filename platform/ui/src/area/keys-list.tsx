import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Check } from "../choices.tsx";
import { Dialog } from "../dialog.tsx";
import { Button } from "../form.tsx";
import { t } from "../text.ts";
import { turnKeys, useHeardKeys, useKeys } from "./keys.ts";

/** What the browser itself does with a row that has the focus. */
const ENTER = { key: "Enter", does: "ui.keys.open" } as const;

/** A button, and the key "?", that show which keys do what here, and let those of one character be turned off. */
export function KeysList(): JSX.Element {
  const [open, setOpen] = useState(false);
  useKeys([{ key: "?", does: "ui.keys.list", act: () => setOpen(true) }]);
  const { keys, on } = useHeardKeys();
  return (
    <>
      <button type="button" class="link keys-open" onClick={() => setOpen(true)}>
        {t("ui.keys.title")}
      </button>
      <Dialog open={open} title={t("ui.keys.title")} onClose={() => setOpen(false)}>
        <dl class="keys">
          {[...keys, ENTER].map(({ key, does }) => (
            <div key={key}>
              <dt>
                <kbd>{key === "Escape" ? "Esc" : key}</kbd>
              </dt>
              <dd class={on || key.length > 1 ? undefined : "soft"}>{t(does)}</dd>
            </div>
          ))}
        </dl>
        <Check checked={on} onChange={turnKeys} title={t("ui.keys.single")} hint={t("ui.keys.single-hint")} />
        <Button onClick={() => setOpen(false)}>{t("ui.keys.close")}</Button>
      </Dialog>
    </>
  );
}
