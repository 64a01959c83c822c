import { Card, formatDay, Progress, t, Trouble, useLoad } from "@niuniu/ui";
import type { Entered, Placed } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { mine as mineRoute, type Result } from "../../routes.ts";
import { AddCard } from "./add-card.tsx";
import { CalendarCard } from "./calendar-card.tsx";
import { ChannelList } from "./channel-list.tsx";
import { WhenCard } from "./when-card.tsx";
import { WordsCard } from "./words-card.tsx";

const EVERY = 30_000;

/** How a member is told that something waits: by which ways, in which order, when, and what came of it. */
export function NoticesPage({ inside: desk, turn, onChanged }: Placed<Entered>): JSX.Element {
  const { value: mine, error, again } = useLoad(() => desk.ask(mineRoute, undefined), `notices ${turn}`, EVERY);
  const changed = (): void => {
    again();
    onChanged();
  };
  return (
    <div class="stack place">
      <h1>{t("notices.title")}</h1>
      <p class="lead">{t("notices.lead")}</p>
      <Trouble error={error} again={again} />
      {mine === null && error === null && <Progress words={t("notices.loading")} />}
      {mine !== null && (
        <>
          <WordsCard {...{ desk, mine }} onChanged={changed} />
          <ChannelList {...{ desk, mine }} onChanged={changed} />
          <AddCard {...{ desk, mine }} onChanged={changed} />
          <WhenCard {...{ desk, mine }} onChanged={changed} />
          <CalendarCard {...{ desk, mine }} onChanged={changed} />
          <Results results={mine.results} />
        </>
      )}
    </div>
  );
}

/** The last ten, by the day alone: the server keeps no more. */
function Results({ results }: { readonly results: readonly Result[] }): JSX.Element {
  return (
    <Card title={t("notices.results")}>
      {results.length === 0 ? (
        <p class="soft">{t("notices.results.none")}</p>
      ) : (
        <ol class="stack close">
          {results.map(({ day, kind, outcome }, at) => (
            <li key={at}>
              {t("notices.results.one", { day: formatDay(day, Date.now()), way: t(`notices.kind.${kind}`) })}{" "}
              <span class={outcome === "sent" ? "soft" : "error"}>
                {t(outcome === "sent" ? "notices.results.sent" : `notices.why.${outcome}`)}
              </span>
            </li>
          ))}
        </ol>
      )}
      <p class="soft small">{t("notices.results.why")}</p>
    </Card>
  );
}
