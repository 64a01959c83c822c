import { Button, Card, formatDate, formatDay, Notice, Pill, Progress, t, useLoad } from "@niuniu/ui";
import type { Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { committee as committeeRoute, resolutions as route, type Committee, type Resolutions } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { Trouble } from "../trouble.tsx";
import { ProposeCard } from "./propose-card.tsx";
import { nextFor } from "./put-in-force.tsx";
import { soundIn, standingOf, type Seen } from "./read.ts";
import { State } from "./resolution-view.tsx";
import { nameIn, VotesList } from "./votes-list.tsx";

const EVERY = 60_000;

/** What the committee is asked to resolve, what it has adopted, and how to propose something. */
export function ResolutionsPage(props: Placed<Unlocked>): JSX.Element {
  const { inside: desk, turn } = props;
  const { house, ask } = desk;
  const now = Date.now() + house.ahead;
  const { value: shown, error, again } = useLoad(() => ask(route, undefined), `resolutions ${turn}`, EVERY);
  const { value: committee } = useLoad(() => ask(committeeRoute, undefined), `committee ${turn}`, EVERY);
  const proposed = (name: string): void => {
    props.onChanged();
    props.onOpen(name);
  };
  return (
    <div class="stack place">
      <h1>{t("people.resolutions.title")}</h1>
      <p class="lead">{t("people.resolutions.lead")}</p>
      <Trouble error={error} again={again} />
      {shown === null && error === null && <Progress words={t("people.loading")} />}
      {shown !== null && <Lists desk={desk} shown={shown} committee={committee} now={now} onOpen={props.onOpen} />}
      {shown !== null && committee !== null && (
        <Propose desk={desk} shown={shown} brought={committee.rules} now={now} onProposed={proposed} />
      )}
    </div>
  );
}

function Lists(props: {
  readonly desk: Unlocked;
  readonly shown: Resolutions;
  readonly committee: Committee | null;
  readonly now: number;
  readonly onOpen: (name: string) => void;
}): JSX.Element {
  const { desk, shown } = props;
  const open = soundIn(desk.house.roster, shown.open);
  const adopted = soundIn(desk.house.roster, shown.adopted);
  const broken = shown.open.length + shown.adopted.length - open.length - adopted.length;
  return (
    <>
      {broken > 0 && (
        <Notice tone="missed" title={t("people.resolution.broken")}>
          {t("people.resolution.broken-why")}
        </Notice>
      )}
      <section class="stack" aria-labelledby="open-resolutions">
        <h2 id="open-resolutions">{t("people.resolutions.open")}</h2>
        {shown.open.length === 0 && <p class="soft">{t("people.resolutions.none-open")}</p>}
        {open.map((seen) => (
          <OpenCard key={seen.name} {...props} seen={seen} />
        ))}
      </section>
      <section class="stack" aria-labelledby="adopted-resolutions">
        <h2 id="adopted-resolutions">{t("people.resolutions.adopted")}</h2>
        {shown.adopted.length === 0 && <p class="soft">{t("people.resolutions.none-adopted")}</p>}
        {adopted.map((seen) => (
          <AdoptedCard key={seen.name} {...props} seen={seen} />
        ))}
      </section>
    </>
  );
}

interface CardProps {
  readonly desk: Unlocked;
  readonly seen: Seen;
  readonly committee: Committee | null;
  readonly now: number;
  readonly onOpen: (name: string) => void;
}

function OpenCard({ desk, seen, now, onOpen }: CardProps): JSX.Element {
  const { roster, zone } = desk.house;
  const { kind, date } = seen.proposal;
  const mine = seen.silent.includes(desk.me.member);
  return (
    <Card title={t(`people.resolution.${kind}`)} tone="owed">
      <p class="soft">
        {t("people.resolution.by", { name: nameIn(roster, seen, seen.by), day: formatDay(date, now) })}
      </p>
      <State seen={seen} now={now} />
      {mine && (
        <p>
          <Pill tone="owed">{t("people.resolution.yours")}</Pill>
        </p>
      )}
      <p class="soft small">{t("people.vote.until", { date: formatDate(seen.ends, now, zone) })}</p>
      <Button kind={mine ? "main" : "plain"} onClick={() => onOpen(seen.name)}>
        {t(mine ? "people.resolution.read-vote" : "people.resolution.read")}
      </Button>
    </Card>
  );
}

/** Where what was adopted stands, and what it waits for. */
function saidOf(standing: ReturnType<typeof standingOf>, next: ReturnType<typeof nextFor>): string {
  if (standing === "in-force" || standing === "followed") return t(`people.resolution.${standing}`);
  return next === null ? t("people.resolution.not-in-force") : t(`people.force.${next}-why`);
}

/** What is adopted and waits to be put in force asks for the next step; what is in force is read. */
function AdoptedCard({ desk, seen, committee, now, onOpen }: CardProps): JSX.Element {
  const { roster } = desk.house;
  const { kind } = seen.proposal;
  const standing = standingOf(seen, roster);
  const waits = standing === "adopted";
  const next = waits && committee !== null ? nextFor(seen, committee, desk.me.member) : null;
  const over = waits && committee !== null && next === null;
  useEffect(() => {
    // It has taken force since this desk last read what is in force.
    if (over) desk.refresh();
  }, [over]);
  const asks = next === "propose" || next === "sign" ? next : null;
  return (
    <Card title={t(`people.resolution.${kind}`)} {...(asks === null ? {} : { tone: "owed" as const })}>
      <State seen={seen} now={now} />
      <p class="soft">{saidOf(standing, next)}</p>
      <VotesList roster={roster} seen={seen} />
      <Button kind={asks === null ? "plain" : "main"} onClick={() => onOpen(seen.name)}>
        {t(asks === null ? "people.resolution.read" : `people.force.${asks}`)}
      </Button>
    </Card>
  );
}

/** One of each member at a time. */
function Propose(props: {
  readonly desk: Unlocked;
  readonly shown: Resolutions;
  readonly brought: { readonly policy: string; readonly calendar: string };
  readonly now: number;
  readonly onProposed: (name: string) => void;
}): JSX.Element {
  const { shown, ...rest } = props;
  if (shown.open.some(({ by }) => by === props.desk.me.member)) {
    return <p class="soft">{t("people.propose.one")}</p>;
  }
  return <ProposeCard {...rest} />;
}
