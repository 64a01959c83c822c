import { Breakable, Card, CheckMark, clockWords, formatDate, Notice, Progress, t, Trouble, useLoad } from "@niuniu/ui";
import type { Loaded } from "@niuniu/ui";
import type { JSX } from "preact";
import { state as stateRoute, type State, type WitnessState } from "../../routes.ts";
import { BuryCard } from "./bury-card.tsx";
import { useWatch, type DeskKeys } from "./use-watch.tsx";
import type { Watched } from "./watch.ts";

const EVERY = 30_000;

/** The desk's page about the record: its health, whether one's own name is safe in it, and what the law wants erased. */
export function RecordPage({ inside: desk }: { readonly inside: DeskKeys }): JSX.Element {
  const watch = useWatch();
  const { value: state, error, again } = useLoad(() => desk.ask(stateRoute, undefined), "state", EVERY);
  return (
    <div class="stack place">
      <h1>{t("ledger.desk.title")}</h1>
      <p class="lead">
        {t("ledger.desk.lead")}{" "}
        <a href="/record" target="_blank" rel="noopener">
          {t("ledger.desk.open")}
        </a>
      </p>
      <Trouble error={error} again={again} />
      {state === null && error === null && <Progress words={t("ledger.desk.loading")} />}
      {state !== null && <Health state={state} zone={desk.house.zone} />}
      <NamesCard name={desk.me.name} watch={watch} />
      {watch.value !== null && <BuryCard desk={desk} read={watch.value.read} onBuried={watch.again} />}
    </div>
  );
}

/** Whether the statements of the record fit the keys that are unlocked here. */
function NamesCard(props: { readonly name: string; readonly watch: Loaded<Watched> }): JSX.Element {
  const { value, error, again } = props.watch;
  const well = value?.alarms.length === 0;
  return (
    <Card title={t("ledger.desk.names.title")}>
      <p class="soft">{t("ledger.desk.names.lead", { name: props.name })}</p>
      <Trouble error={error} again={again} />
      {value === null && error === null && <Progress words={t("ledger.desk.loading")} />}
      {well && error === null && <CheckMark>{t("ledger.desk.names.well", { count: value.statements })}</CheckMark>}
      {value !== null && !well && <p class="error">{t("ledger.desk.names.alarm")}</p>}
      <p class="small soft">{t("ledger.desk.names.limit")}</p>
    </Card>
  );
}

function Health({ state, zone }: { readonly state: State; readonly zone: string }): JSX.Element {
  const { frozen, witnesses } = state;
  const times = witnesses.flatMap(({ at }) => at ?? []);
  return (
    <>
      {frozen !== null && (
        <Notice tone="missed" title={t("ledger.desk.frozen")}>
          {t(
            frozen === "fork" || frozen === "behind" || frozen === "restored"
              ? `ledger.desk.frozen.${frozen}`
              : "ledger.desk.frozen.other",
          )}{" "}
          {t("ledger.desk.frozen.advice")}
        </Notice>
      )}
      <Card title={t("ledger.desk.witnesses")}>
        {frozen === null && <p>{t("ledger.desk.signing")}</p>}
        {witnesses.length === 0 ? (
          <p class="soft">{t("ledger.desk.no-witness")}</p>
        ) : (
          <ul class="facts stack close">
            {witnesses.map((witness) => (
              <li key={witness.name}>
                <WitnessLine witness={witness} zone={zone} />
              </li>
            ))}
          </ul>
        )}
        {times.length > 0 && (
          <p class="small soft">{t("ledger.desk.zone", { zone: clockWords(zone, times, Date.now()) })}</p>
        )}
      </Card>
    </>
  );
}

function WitnessLine({ witness, zone }: { readonly witness: WitnessState; readonly zone: string }): JSX.Element {
  const { name, asked, size, at, trouble } = witness;
  const now = Date.now();
  return (
    <>
      <strong>
        <Breakable text={name} />
      </strong>{" "}
      <span class="soft">{t(asked ? "ledger.desk.asked" : "ledger.desk.comes")}</span>
      <span class="block">
        {size === null || at === null
          ? t("ledger.desk.never")
          : t("ledger.desk.cosigned", { size, date: formatDate(at, now, zone) })}
      </span>
      {trouble !== null && <span class="block error">{t(`ledger.desk.trouble.${trouble}`)}</span>}
    </>
  );
}
