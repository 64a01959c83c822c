import { type Acting, Button, Field, Form, t } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Unlocked } from "../desk/gate.tsx";
import { hasPasskeys } from "../passkey.ts";
import { byPasskey, byPassword, type Prove } from "../prove.ts";
import { PasskeyTrouble } from "../trouble.tsx";
import { WorkProgress } from "../work-progress.tsx";

/** Asks the member to show that they are there now, by password or passkey, and says what for. */
export function ProveForm(props: {
  readonly desk: Pick<Unlocked, "ask" | "me">;
  readonly act: Acting;
  readonly why: string;
  readonly onProve: (prove: Prove) => Promise<void>;
  readonly onLeave: () => void;
}): JSX.Element {
  const { desk, act } = props;
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [working, setWorking] = useState<number | null>(null);
  const { member, passkeys } = desk.me;
  const field = useRef<HTMLInputElement>(null);
  // It stands where the button was that was just pressed, and took the focus with it.
  useEffect(() => field.current?.focus(), []);
  const submit = (): void => {
    setTried(true);
    if (password === "") return;
    void act.run(() => props.onProve(byPassword({ member, password }, setWorking)));
  };
  const touch = (): void =>
    void act.run(() =>
      props.onProve(
        byPasskey(
          desk.ask,
          passkeys.map(({ id }) => id),
        ),
      ),
    );
  return (
    <Form onSubmit={submit}>
      <p role="status">{props.why}</p>
      <Field
        label={t("people.password.present")}
        type="password"
        autocomplete="current-password"
        value={password}
        onInput={setPassword}
        inputRef={field}
        error={tried && password === "" ? t("people.sign-in.password-missing") : null}
      />
      <PasskeyTrouble error={act.error} />
      <WorkProgress done={working} />
      <Button type="submit" busy={act.busy ? t("people.passkey.waiting") : null}>
        {t("people.prove.go")}
      </Button>
      {hasPasskeys() && passkeys.length > 0 && <Button onClick={touch}>{t("people.sign-in.passkey")}</Button>}
      <Button kind="quiet" onClick={props.onLeave}>
        {t("people.prove.leave")}
      </Button>
    </Form>
  );
}
