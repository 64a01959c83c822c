import { Button, t, Trouble, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Perform } from "../plan.ts";
import { rewrapChoices } from "../choices.ts";
import type { Desk } from "../desk.ts";
import type { OpenedCase } from "../open-case.ts";
import { Unable } from "./hand-over-dialog.tsx";

/** Members of the newest statement who cannot open this case yet: lets them in, or says why that must not be. */
export function RewrapCard(props: {
  readonly desk: Desk;
  readonly opened: OpenedCase;
  readonly perform: Perform;
}): JSX.Element | null {
  const act = useAct();
  const choices = rewrapChoices(props.desk, props.opened);
  if (choices.length === 0) return null;
  const able = choices.filter(({ refused }) => refused === null);
  const unable = choices.filter(({ refused }) => refused !== null);
  return (
    <section class="card" aria-labelledby="rewrap">
      <h2 id="rewrap">{t("cases.desk.rewrap.title")}</h2>
      {able.length > 0 && <p class="soft">{t("cases.desk.rewrap.lead")}</p>}
      {able.length > 0 && <p class="soft small">{t("cases.desk.rewrap.limit")}</p>}
      {able.map(({ member }) => (
        <div key={member.id} class="row spread">
          <span>
            {member.name} <span class="soft small">{member.role}</span>
          </span>
          <Button
            kind="quiet"
            label={t("cases.desk.rewrap.go-name", { name: member.name })}
            busy={act.busy ? t("cases.desk.sealing") : null}
            onClick={() => void act.run(() => props.perform({ kind: "rewrap", text: null, reader: member.id }))}
          >
            {t("cases.desk.rewrap.go")}
          </Button>
        </div>
      ))}
      {unable.length > 0 && <Unable choices={unable} />}
      <Trouble error={act.error} />
    </section>
  );
}
