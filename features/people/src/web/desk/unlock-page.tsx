import type { Keys } from "@niuniu/seal/open";
import { Button, Form, Notice, t, TextArea, useAct } from "@niuniu/ui";
import type { Ask } from "@niuniu/wire";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { passkeyAsk, type Me } from "../../routes.ts";
import { hasPasskeys, touchPasskey } from "../passkey.ts";
import { PasskeyTrouble } from "../trouble.tsx";
import { IDLE_MS } from "./idle.ts";
import type { TouchedAtSignIn } from "./sign-in.tsx";
import { openWithPasskey, openWithPhrase, type Locked } from "./unlock.ts";

const idle = { minutes: IDLE_MS / 60_000 };

/** Opens the key in this browser: by passkey where it can, by the eight words always. */
export function UnlockPage(props: {
  readonly ask: Ask;
  readonly me: Me;
  readonly touched: TouchedAtSignIn | null;
  readonly idle: boolean;
  readonly onKeys: (keys: Keys) => void;
  readonly onSignOut: () => void;
}): JSX.Element {
  const { me, touched } = props;
  const [phrase, setPhrase] = useState("");
  const [locked, setLocked] = useState<Locked | null>(null);
  const act = useAct();
  const canTouch = hasPasskeys() && me.passkeys.some(({ file }) => file !== null);
  const take = (keys: Keys | Locked): void => (typeof keys === "string" ? setLocked(keys) : props.onKeys(keys));
  const byPhrase = async (): Promise<void> => {
    await act.run(async () => {
      // The browser paints "Opening…" before a second of key stretching begins.
      await new Promise((resolve) => setTimeout(resolve, 30));
      take(await openWithPhrase(me, phrase));
    });
  };
  const byPasskey = (): void =>
    void act.run(async () => {
      const { options } = await props.ask(passkeyAsk, undefined);
      const able = me.passkeys.filter(({ file }) => file !== null).map(({ id }) => id);
      const { response, prf } = await touchPasskey(options, able);
      take(await openWithPasskey(me, response.id, prf));
    });
  useEffect(() => {
    if (touched?.prf !== undefined && touched.prf !== null) {
      void act.run(async () => {
        const keys = await openWithPasskey(me, touched.id, touched.prf);
        if (typeof keys !== "string") props.onKeys(keys);
      });
    }
  }, [touched]);
  return (
    <main class="moved">
      <h1>{t("people.unlock.title", { name: me.name })}</h1>
      <p class="lead">{t("people.unlock.lead", idle)}</p>
      {props.idle && <Notice tone="owed">{t("people.unlock.idle", idle)}</Notice>}
      {canTouch && (
        <Button kind="main" onClick={byPasskey} busy={act.busy ? t("people.unlock.opening") : null}>
          {t("people.unlock.passkey")}
        </Button>
      )}
      <Form onSubmit={byPhrase}>
        <TextArea
          label={t("people.unlock.phrase")}
          hint={t("people.unlock.phrase-hint")}
          value={phrase}
          rows={2}
          code
          onInput={setPhrase}
          error={locked === null ? null : t(`people.unlock.${locked}`)}
        />
        <PasskeyTrouble error={act.error} />
        <Button kind={canTouch ? "plain" : "main"} type="submit" busy={act.busy ? t("people.unlock.opening") : null}>
          {t("people.unlock.go")}
        </Button>
      </Form>
      <button type="button" class="link" onClick={props.onSignOut}>
        {t("people.sign-out")}
      </button>
    </main>
  );
}
