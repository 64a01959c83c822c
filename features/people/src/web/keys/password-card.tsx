import { Button, Card, Check, Field, Form, Notice, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { SHORTEST_PASSWORD } from "../../limits.ts";
import { passwordChange } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { isGoodEnough, strengthOf } from "../join/password.ts";
import { Trouble } from "../trouble.tsx";
import { WorkProgress } from "../work-progress.tsx";
import { withWork } from "../work.ts";

/** Changes the password, and says what else still signs in. The key is sealed to other things and stays as it is. */
export function PasswordCard({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const { ask } = desk;
  const { member, passkeys, sessions } = desk.me;
  const [ending, setEnding] = useState(true);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const [working, setWorking] = useState<number | null>(null);
  const act = useAct();
  const strength = strengthOf(next);
  const submit = (): void => {
    setTried(true);
    setDone(false);
    if (old === "" || !isGoodEnough(strength)) return;
    const also = {
      ...(ending ? {} : { keepSessions: true as const }),
      ...(removed.size === 0 ? {} : { remove: [...removed] }),
    };
    void act.run(async () => {
      await withWork(
        { member, password: old },
        (work) => ask(passwordChange, { old, new: next, ...work, ...also }),
        setWorking,
      );
      setOld("");
      setNext("");
      setTried(false);
      setDone(true);
      setRemoved(new Set());
      desk.refresh();
    });
  };
  return (
    <Card title={t("people.password.change")}>
      <Form onSubmit={submit}>
        <Field
          label={t("people.password.present")}
          type="password"
          autocomplete="current-password"
          value={old}
          onInput={setOld}
          error={tried && old === "" ? t("people.sign-in.password-missing") : null}
        />
        <Field
          label={t("people.password.new")}
          type="password"
          autocomplete="new-password"
          hint={
            next === ""
              ? t("people.password.hint", { least: SHORTEST_PASSWORD })
              : t(`people.password.${strength}`, { least: SHORTEST_PASSWORD })
          }
          value={next}
          onInput={setNext}
          error={
            tried && !isGoodEnough(strength) ? t(`people.password.${strength}`, { least: SHORTEST_PASSWORD }) : null
          }
        />
        <Check
          checked={ending}
          onChange={setEnding}
          title={t(sessions.length === 0 ? "people.password.end-none" : "people.password.end-others", {
            count: sessions.length,
          })}
          hint={t("people.password.end-why")}
        />
        {passkeys.length > 0 && <p>{t("people.password.passkeys")}</p>}
        {passkeys.map(({ id, label }) => (
          <Check
            key={id}
            checked={removed.has(id)}
            onChange={(gone) =>
              setRemoved((before) => new Set(gone ? [...before, id] : [...before].filter((one) => one !== id)))
            }
            title={t("people.passkeys.remove-label", { label })}
          />
        ))}
        <Trouble error={act.error} />
        <WorkProgress done={working} />
        {done && <Notice tone="done">{t("people.password.changed")}</Notice>}
        <Button type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.password.change")}
        </Button>
      </Form>
    </Card>
  );
}
