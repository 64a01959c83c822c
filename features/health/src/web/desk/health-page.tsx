import { Card, CheckMark, language, Notice, Progress, t, Trouble, useLoad } from "@niuniu/ui";
import type { Entered, Placed } from "@niuniu/ui/area";
import type { HealthLine } from "@niuniu/wire";
import type { JSX } from "preact";
import { lines as linesRoute } from "../../routes.ts";

/** ms between two looks while the page is open. */
const EVERY = 60_000;

/** What the server can tell of the house's own health: what needs somebody first, what is well folded below. */
export function HealthPage({ inside, turn }: Placed<Entered>): JSX.Element {
  const { value, error, again } = useLoad(() => inside.ask(linesRoute, undefined), `health ${turn}`, EVERY);
  return (
    <div class="stack place">
      <h1>{t("health.title")}</h1>
      <p class="lead">{t("health.lead")}</p>
      <Trouble error={error} again={again} />
      {value === null && error === null && <Progress words={t("health.loading")} />}
      {value !== null && <Lines lines={value} />}
      <p class="small soft">{t("health.limit")}</p>
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly HealthLine[] }): JSX.Element {
  const well = lines.filter(({ state }) => state === "well");
  const others = (["ill", "soon"] as const).map(
    (state) => [state, lines.filter((one) => one.state === state)] as const,
  );
  return (
    <>
      {well.length === lines.length && <CheckMark>{t("health.all-well")}</CheckMark>}
      {others.map(
        ([state, found]) =>
          found.length > 0 && (
            <Notice key={state} tone={state === "ill" ? "missed" : "owed"} title={t(`health.${state}`)}>
              <Sentences lines={found} />
            </Notice>
          ),
      )}
      <Card title={t("health.well")}>
        <Sentences lines={well} />
      </Card>
    </>
  );
}

function Sentences({ lines }: { readonly lines: readonly HealthLine[] }): JSX.Element {
  return (
    <ul class="facts stack close">
      {lines.map(({ code, sentence }) => (
        <li key={code}>{sentence[language()]}</li>
      ))}
    </ul>
  );
}
