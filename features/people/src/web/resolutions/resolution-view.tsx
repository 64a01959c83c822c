import { Button, Dialog, formatDay, More, Notice, Pill, Progress, settle, t, useAct, useLoad } from "@niuniu/ui";
import type { Beside } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { resolution as route, resolutions, withdrawResolution, type ResolvedText } from "../../routes.ts";
import { RulesChanges } from "../committee/rules-changes.tsx";
import type { Unlocked } from "../desk/gate.tsx";
import { Pane } from "../desk/pane.tsx";
import { deskLine } from "../house.ts";
import { Trouble } from "../trouble.tsx";
import { forget } from "./kept.ts";
import { PutInForce } from "./put-in-force.tsx";
import { hashOf, isAbout, readResolved, recordedAs, type Seen } from "./read.ts";
import { VoteCard } from "./vote-card.tsx";
import { lackingWords, nameIn, VotesList } from "./votes-list.tsx";

const EVERY = 10_000;

/** One resolution: what it would change, in words; who said what; and the vote of whoever has not voted. */
export function ResolutionView(props: Beside<Unlocked>): JSX.Element {
  const { inside: desk, name, turn } = props;
  const { ahead, roster } = desk.house;
  const ask = (): Promise<ResolvedText> => desk.ask(route, undefined, { parameters: { name } });
  const { value: shown, error, again } = useLoad(ask, `${name} ${turn}`, EVERY);
  const seen = shown === null ? null : readResolved(roster, shown);
  const sound = shown !== null && seen?.name === name && isAbout(seen, shown.text) ? { seen, shown } : null;
  return (
    <Pane label={t("people.resolution.pane")} name={name} onClose={props.onClose}>
      <Trouble error={error} again={again} />
      {shown === null && error === null && <Progress words={t("people.loading")} />}
      {shown !== null && sound === null && (
        <Notice tone="missed" title={t("people.resolution.broken")}>
          {t("people.resolution.broken-why")}
        </Notice>
      )}
      {sound !== null && (
        <Sound
          key={sound.seen.name}
          desk={desk}
          seen={sound.seen}
          text={sound.shown.text}
          proof={sound.shown.proof}
          now={Date.now() + ahead}
          turn={turn}
          onChanged={props.onChanged}
          onBack={props.onClose}
        />
      )}
    </Pane>
  );
}

function Sound(props: {
  readonly desk: Unlocked;
  readonly seen: Seen;
  readonly text: string;
  readonly proof: string | null;
  readonly now: number;
  readonly turn: number;
  readonly onChanged: () => void;
  readonly onBack: () => void;
}): JSX.Element {
  const { desk, seen, text, now } = props;
  const { house, me } = desk;
  const { kind, date } = seen.proposal;
  const mayVote = seen.voters.includes(me.member) && seen.silent.includes(me.member) && now < seen.ends;
  const isMine = seen.by === me.member && seen.adopted === null;
  return (
    <>
      <h1>{t(`people.resolution.${kind}`)}</h1>
      <p class="lead">
        {t("people.resolution.by", { name: nameIn(house.roster, seen, seen.by), day: formatDay(date, now) })}
      </p>
      <State seen={seen} now={now} />
      <PutInForce desk={desk} seen={seen} now={now} turn={props.turn} onChanged={props.onChanged} />
      <section class="card" aria-labelledby="changes">
        <h2 id="changes">{t("people.resolution.changes")}</h2>
        <RulesChanges before={house} after={{ policy: house.policy, calendar: house.calendar, [kind]: text }} />
        <More title={t("people.resolution.exact")}>
          <p class="said code small" translate={false} tabIndex={0}>
            {text}
          </p>
        </More>
      </section>
      <section class="card" aria-labelledby="votes">
        <h2 id="votes">{t("people.resolution.votes")}</h2>
        <VotesList roster={house.roster} seen={seen} />
        <Recorded {...props} />
      </section>
      {mayVote && (
        <section class="card tone-owed">
          {seen.adopted !== null && <p>{t("people.vote.late")}</p>}
          <VoteCard desk={desk} seen={seen} now={now} onVoted={props.onChanged} />
        </section>
      )}
      {isMine && <Withdraw {...props} />}
    </>
  );
}

/** How it stands: adopted on a day, or what is still missing. */
export function State({ seen, now }: { readonly seen: Seen; readonly now: number }): JSX.Element {
  return (
    <p>
      {seen.adopted === null ? (
        <Pill tone="owed">{lackingWords(seen)}</Pill>
      ) : (
        <Pill tone="done">{t("people.resolution.adopted-on", { day: formatDay(seen.adopted, now) })}</Pill>
      )}
    </p>
  );
}

/** Whether the public record holds it with exactly these votes. */
function Recorded(props: {
  readonly desk: Unlocked;
  readonly seen: Seen;
  readonly proof: string | null;
}): JSX.Element | null {
  const how = recordedAs(props.seen, props, props.desk.house.record);
  if (how === null) return null;
  if (how === "broken") {
    return (
      <Notice tone="missed" title={t("people.resolution.unrecorded")}>
        {t("people.resolution.unrecorded-why")}
      </Notice>
    );
  }
  return <p class="soft small">{t(`people.resolution.record-${how}`)}</p>;
}

/** Its proposer takes it back, with the votes on it. */
function Withdraw(props: {
  readonly desk: Unlocked;
  readonly seen: Seen;
  readonly onChanged: () => void;
  readonly onBack: () => void;
}): JSX.Element {
  const { desk, seen } = props;
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const send = (): void =>
    void act.run(async () => {
      await settle(
        () => desk.ask(withdrawResolution, { resolution: seen.name }),
        async () => {
          const { open, adopted } = await desk.ask(resolutions, undefined);
          return [...open, ...adopted].every(({ proposal }) => hashOf(proposal) !== seen.name);
        },
      );
      forget(deskLine, seen.name);
      props.onChanged();
      props.onBack();
    });
  return (
    <>
      <div>
        <Button kind="quiet" onClick={() => setAsking(true)}>
          {t("people.resolution.withdraw")}
        </Button>
      </div>
      <Dialog open={asking} title={t("people.resolution.withdraw-confirm")} onClose={() => setAsking(false)}>
        <p>{t("people.resolution.withdraw-why")}</p>
        <Trouble error={act.error} />
        <div class="pair">
          <Button onClick={() => setAsking(false)}>{t("people.cancel")}</Button>
          <Button kind="danger" onClick={send} busy={act.busy ? t("people.working") : null}>
            {t("people.resolution.withdraw")}
          </Button>
        </div>
      </Dialog>
    </>
  );
}
