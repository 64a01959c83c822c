import { Button, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { Seat } from "../../routes.ts";

/** Who invites to what, and what it means to say yes. */
export function WelcomeStep(props: {
  readonly organisation: string;
  readonly seat: Seat & { readonly id: string };
  readonly onBegin: () => void;
}): JSX.Element {
  const { organisation, seat } = props;
  return (
    <main class="moved">
      <h1>{t("people.join.title", { name: seat.name })}</h1>
      <p class="lead">{t("people.join.lead", { organisation })}</p>
      <div class="card">
        <p>
          <strong class="block">{seat.role}</strong>
          <span class="soft">
            {t(`people.side.${seat.side}`)}
            {seat.unit !== "" && ` · ${seat.unit}`}
          </span>
        </p>
      </div>
      <ul class="stack facts">
        {["named", "clock", "keys", "paper"].map((fact) => (
          <li key={fact}>{t(`people.join.${fact}`)}</li>
        ))}
      </ul>
      <p>{t("people.join.sign-in-name", { id: seat.id })}</p>
      <Button kind="main" onClick={props.onBegin}>
        {t("people.join.begin")}
      </Button>
      <p class="soft small">{t("people.join.not-you", { name: seat.name })}</p>
    </main>
  );
}
