import { Button, Card, Field, Notice, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { passwordChange } from "../../routes.ts";
import type { Ask } from "../ask.ts";
import { isGoodEnough, strengthOf } from "../join/password.ts";
import { Trouble } from "../trouble.tsx";
import { WorkProgress } from "../work-progress.tsx";
import { withWork } from "../work.ts";

/** Changes the password. The key is sealed to other things and stays as it is. */
export function PasswordCard(props: { readonly ask: Ask; readonly member: string }): JSX.Element {
  const { ask } = props;
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const [working, setWorking] = useState<number | null>(null);
  const act = useAct();
  const strength = strengthOf(next);
  const submit = (event: Event): void => {
    event.preventDefault();
    setTried(true);
    setDone(false);
    if (old === "" || !isGoodEnough(strength)) return;
    void act.run(async () => {
      await withWork(
        { member: props.member, password: old },
        (work) => ask(passwordChange, { old, new: next, ...work }),
        setWorking,
      );
      setOld("");
      setNext("");
      setTried(false);
      setDone(true);
    });
  };
  return (
    <Card title={t("people.password.change")}>
      <form onSubmit={submit} noValidate>
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
          hint={next === "" ? t("people.password.hint") : t(`people.password.${strength}`)}
          value={next}
          onInput={setNext}
          error={tried && !isGoodEnough(strength) ? t(`people.password.${strength}`) : null}
        />
        <Trouble error={act.error} />
        <WorkProgress done={working} />
        {done && <Notice tone="done">{t("people.password.changed")}</Notice>}
        <Button type="submit" busy={act.busy ? t("people.working") : null}>
          {t("people.password.change")}
        </Button>
      </form>
    </Card>
  );
}
