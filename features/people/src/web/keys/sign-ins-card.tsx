import { Button, Card, formatDate, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { sessionEnd } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { Trouble } from "../trouble.tsx";

/** Where else this member is signed in, each by when, and an end to one of them or to all. */
export function SignInsCard({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const act = useAct();
  const { sessions } = desk.me;
  const end = (name: string | null): void =>
    void act.run(async () => {
      await desk.ask(sessionEnd, { session: name });
      desk.refresh();
    });
  const when = (at: number): string => formatDate(at, Date.now(), desk.house.zone);
  return (
    <Card title={t("people.sign-ins.title")}>
      <p class="soft">{t(sessions.length === 0 ? "people.sign-ins.none" : "people.sign-ins.lead")}</p>
      <ul>
        {sessions.map(({ session, since, used }, at) => (
          <li key={session} class="row spread">
            <span>{t("people.sign-ins.one", { since: when(since), used: when(used) })}</span>
            <Button
              kind="quiet"
              onClick={() => end(session)}
              label={t("people.sign-ins.end-label", { number: at + 1, since: when(since) })}
            >
              {t("people.sign-ins.end")}
            </Button>
          </li>
        ))}
      </ul>
      <Trouble error={act.error} />
      {sessions.length > 1 && <Button onClick={() => end(null)}>{t("people.sign-ins.end-all")}</Button>}
    </Card>
  );
}
