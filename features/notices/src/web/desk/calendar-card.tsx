import { Breakable, Button, Card, CopyButton, Dialog, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { calendar } from "../../routes.ts";
import type { OnMine } from "./on-mine.ts";

/** A calendar of the days on which something is due, at a secret address that is shown once and can be taken away. */
export function CalendarCard({ desk, mine, onChanged }: OnMine): JSX.Element {
  const [address, setAddress] = useState<string | null>(null);
  const [asking, setAsking] = useState<"anew" | "revoke" | null>(null);
  const act = useAct();
  const set = (wanted: boolean): void => {
    setAsking(null);
    void act
      .run(async () => setAddress((await desk.ask(calendar, { wanted })).address))
      .then((done) => {
        if (done) onChanged();
      });
  };
  const busy = act.busy ? t("notices.working") : null;
  return (
    <Card title={t("notices.calendar")}>
      <p class="soft">{t("notices.calendar.lead")}</p>
      {address !== null && (
        <div class="notice tone-done" role="status">
          <p>{t("notices.calendar.once")}</p>
          <div class="stack close">
            <code class="code link-text">
              <Breakable text={address} />
            </code>
            <CopyButton text={address} label={t("notices.calendar.copy")} words="notices.copy" />
          </div>
        </div>
      )}
      {mine.calendar && address === null && <p>{t("notices.calendar.there")}</p>}
      <Trouble error={act.error} />
      {mine.calendar ? (
        <div class="row">
          <Button kind="quiet" onClick={() => setAsking("anew")} busy={busy}>
            {t("notices.calendar.anew")}
          </Button>
          <Button kind="quiet" onClick={() => setAsking("revoke")} busy={busy}>
            {t("notices.calendar.revoke")}
          </Button>
        </div>
      ) : (
        <Button onClick={() => set(true)} busy={busy}>
          {t("notices.calendar.make")}
        </Button>
      )}
      <Dialog open={asking !== null} title={t(`notices.calendar.${asking ?? "anew"}`)} onClose={() => setAsking(null)}>
        <p>{t(`notices.calendar.${asking ?? "anew"}-why`)}</p>
        <Button kind={asking === "revoke" ? "danger" : "main"} onClick={() => set(asking === "anew")}>
          {t(`notices.calendar.${asking ?? "anew"}`)}
        </Button>
        <Button onClick={() => setAsking(null)}>{t("notices.cancel")}</Button>
      </Dialog>
    </Card>
  );
}
