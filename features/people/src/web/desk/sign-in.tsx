import { Button, call, Field, Form, Notice, Select, t, useAct } from "@niuniu/ui";
import type { Member } from "@niuniu/roster";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { passkeyAsk, passkeySignIn, signIn, type Session } from "../../routes.ts";
import type { House } from "../house.ts";
import { hasPasskeys, touchPasskey } from "../passkey.ts";
import { PasskeyTrouble } from "../trouble.tsx";
import { WorkProgress } from "../work-progress.tsx";
import { withWork } from "../work.ts";

/** What a passkey gave at sign-in besides the session: it may open the key without a second touch. */
export interface TouchedAtSignIn {
  readonly id: string;
  readonly prf: Uint8Array | null;
}

/** Why a session ended by itself: it was over, or the committee names its member no more. */
export type Ended = "ended" | "left";

/** Nothing chosen, and none of the list. No id looks like the second. */
const [NOBODY, ELSE] = ["", "?"] as const;

/**
 * Name and password, or a passkey. The names are those of the checked statement, which everybody may read, and nobody's is chosen
 * before they choose it: what stands there says nothing of who was here before, and nobody tries a password under another's name.
 */
export function SignIn(props: {
  readonly house: House;
  readonly ended: Ended | null;
  readonly onSession: (session: Session, touched: TouchedAtSignIn | null) => void;
}): JSX.Element {
  const members = props.house.roster?.newest.members ?? [];
  const [chosen, setChosen] = useState<string>(members.length > 0 ? NOBODY : ELSE);
  const [typed, setTyped] = useState("");
  const [password, setPassword] = useState("");
  const [tried, setTried] = useState(false);
  const [working, setWorking] = useState<number | null>(null);
  const act = useAct();
  const member = chosen === ELSE ? typed.trim().toLowerCase() : chosen;
  const submit = (): void => {
    setTried(true);
    if (member === "" || password === "") return;
    const tried = { member, password };
    void act.run(async () =>
      props.onSession(await withWork(tried, (work) => call(signIn, { ...tried, ...work }), setWorking), null),
    );
  };
  const passkey = (): void =>
    void act.run(async () => {
      const { ceremony, options } = await call(passkeyAsk, undefined);
      const { response, prf } = await touchPasskey(options);
      props.onSession(await call(passkeySignIn, { ceremony, response }), { id: response.id, prf });
    });
  return (
    <main class="moved">
      <h1>{t("people.sign-in.title")}</h1>
      {props.ended !== null && <Notice tone="owed">{t(`people.sign-in.${props.ended}`)}</Notice>}
      <Form onSubmit={submit}>
        <WhoAmI
          members={members}
          chosen={chosen}
          typed={typed}
          missing={tried && member === ""}
          onChoose={setChosen}
          onType={setTyped}
        />
        <Field
          label={t("people.password.label")}
          type="password"
          autocomplete="current-password"
          value={password}
          onInput={setPassword}
          error={tried && password === "" ? t("people.sign-in.password-missing") : null}
        />
        <PasskeyTrouble error={act.error} />
        <WorkProgress done={working} />
        <Button kind="main" type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.sign-in.go")}
        </Button>
        {hasPasskeys() && <Button onClick={passkey}>{t("people.sign-in.passkey")}</Button>}
      </Form>
    </main>
  );
}

function WhoAmI(props: {
  readonly members: readonly Member[];
  readonly chosen: string;
  readonly typed: string;
  readonly missing: boolean;
  readonly onChoose: (id: string) => void;
  readonly onType: (id: string) => void;
}): JSX.Element {
  const listed = props.members.map(({ id, name, role }) => ({ value: id, text: `${name} · ${role}` }));
  return (
    <>
      {listed.length > 0 && (
        <Select
          label={t("people.sign-in.name")}
          value={props.chosen}
          onChoose={props.onChoose}
          unchosen={t("people.sign-in.choose")}
          options={[...listed, { value: ELSE, text: t("people.sign-in.not-listed") }]}
          error={props.missing && props.chosen === NOBODY ? t("people.sign-in.choose-first") : null}
        />
      )}
      {props.chosen === ELSE && (
        <Field
          label={t("people.sign-in.id")}
          hint={t("people.sign-in.id-hint")}
          value={props.typed}
          onInput={props.onType}
          autocomplete="username"
          code
          error={props.missing ? t("people.sign-in.id-missing") : null}
        />
      )}
    </>
  );
}
