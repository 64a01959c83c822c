import { roster } from "@niuniu/people";
import { Button, call, ClockLine, ClockStep, formatDay, Notice, sentenceOf, t } from "@niuniu/ui";
import type { JSX } from "preact";
import type { RosterAnswer } from "@niuniu/wire";
import { figures } from "../../routes.ts";
import { EarlyNotice } from "@niuniu/matter/web";
import { clockWords } from "../span-words.ts";
import { useLoaded } from "../use-loaded.ts";
import { Committee } from "./committee.tsx";
import { countWords, FigureTiles } from "./figure-tiles.tsx";
import { Limits } from "./limits.tsx";
import { MonthsPicture } from "./months-picture.tsx";
import { RecordLine, RecordWarning } from "./record-line.tsx";
import { PutBackNotice } from "./put-back-notice.tsx";
import { useTrust, type TrustState } from "./use-trust.ts";

const askRoster = (): Promise<RosterAnswer> => call(roster, undefined);
const askFigures = () => call(figures, undefined);

function HowItWorks(props: { readonly policy: string | null }): JSX.Element {
  const clocks = clockWords(props.policy);
  return (
    <section class="card">
      <h2>{t("cases.home.how")}</h2>
      <ClockLine label={t("cases.home.how")}>
        {([1, 2, 3, 4] as const).map((step) => (
          <ClockStep key={step} state={step < 3 ? "plain" : "owed"} title={t(`cases.home.how${step}`, clocks)}>
            <p class="small">{t(`cases.home.how${step}-more`, clocks)}</p>
          </ClockStep>
        ))}
      </ClockLine>
    </section>
  );
}

function Numbers(): JSX.Element {
  const { value, error, again } = useLoaded(askFigures);
  return (
    <section class="stack" aria-labelledby="figures">
      <h2 id="figures">{t("cases.home.figures")}</h2>
      {error !== null ? (
        <p class="row">
          <span>{sentenceOf(error)}</span>
          <Button kind="quiet" onClick={again}>
            {t("cases.home.again")}
          </Button>
        </p>
      ) : (
        <FigureTiles figures={value} />
      )}
      {value !== null && (
        <div class="card">
          <h3>{t("cases.home.months")}</h3>
          <MonthsPicture months={value.months} />
          <p class="soft small">
            {t("cases.home.missed-ever", { n: countWords(value.missedEver) })}
            {value.waiting !== "none" && ` · ${t("cases.home.waiting", { n: countWords(value.waiting) })}`}
          </p>
        </div>
      )}
    </section>
  );
}

/** What is wrong with the committee's statements, said before anything else. */
function Warnings(props: { readonly trust: TrustState }): JSX.Element | null {
  const { trust } = props;
  if (trust.state === "broken" || trust.state === "unrecorded") {
    return <Notice tone="missed">{t(`cases.home.${trust.state}`)}</Notice>;
  }
  if (trust.state !== "checked") return null;
  const { validUntil } = trust.trust.roster.newest;
  const { record, zone } = trust.trust;
  return (
    <>
      <PutBackNotice putBack={record.putBack} zone={zone} />
      <RecordWarning watched={trust.watched} />
      <EarlyNotice trust={trust.trust} words="cases.home.early" />
      {trust.pinned === "changed" && <Notice tone="missed">{t("cases.home.changed")}</Notice>}
      {trust.trust.standing === "expired" && (
        <Notice tone="owed">{t("cases.home.expired", { day: formatDay(validUntil, Date.now()) })}</Notice>
      )}
    </>
  );
}

/** The public page below its two acts. */
export function Home(): JSX.Element {
  const answer = useLoaded(askRoster);
  const trust = useTrust(answer.value);
  return (
    <>
      <Warnings trust={trust} />
      <div class="halves">
        <HowItWorks policy={answer.value?.policy ?? null} />
        <Committee answer={answer} trust={trust} />
      </div>
      <Numbers />
      <Limits trust={trust} />
      {trust.state === "checked" ? (
        <RecordLine trust={trust.trust} watched={trust.watched} />
      ) : (
        <p class="small">
          <a href="/record">{t("cases.home.record-itself")}</a> · <a href="/verify">{t("cases.home.verify")}</a>
        </p>
      )}
    </>
  );
}
