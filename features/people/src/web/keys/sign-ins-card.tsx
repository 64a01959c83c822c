import { Button, Card, formatDate, Notice, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import { sessionEnd } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { Trouble } from "../trouble.tsx";

/** Where else this member is signed in, each by when, and an end to one of them or to all. */
export function SignInsCard({ desk }: { readonly desk: Unlocked }): JSX.Element {
  const act = useAct();
  const { sessions } = desk.me;
  const [ended, setEnded] = useState(false);
  const lead = useRef<HTMLParagraphElement>(null);
  const end = (name: string | null): void =>
    void act.run(async () => {
      await desk.ask(sessionEnd, { session: name });
      setEnded(true);
      // The button that was pressed goes, and took the focus with it.
      lead.current?.focus();
      desk.refresh();
    });
  const when = (at: number): string => formatDate(at, Date.now(), desk.house.zone);
  return (
    <Card title={t("people.sign-ins.title")}>
      <p class="soft" ref={lead} tabIndex={-1}>
        {t(sessions.length === 0 ? "people.sign-ins.none" : "people.sign-ins.lead")}
      </p>
      <ul>
        {sessions.map(({ session, since, used }, at) => (
          <li key={session}>
            <div class="person">
              <span class="grow">
                <span class="block">{t("people.sign-ins.used", { used: when(used) })}</span>
                <span class="soft block">{t("people.sign-ins.since", { since: when(since) })}</span>
              </span>
              <Button
                kind="quiet"
                onClick={() => end(session)}
                label={t("people.sign-ins.end-label", { number: at + 1, since: when(since) })}
              >
                {t("people.sign-ins.end")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Trouble error={act.error} />
      {ended && sessions.length > 0 && <Notice tone="done">{t("people.sign-ins.ended")}</Notice>}
      {sessions.length > 1 && <Button onClick={() => end(null)}>{t("people.sign-ins.end-all")}</Button>}
    </Card>
  );
}
