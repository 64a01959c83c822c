import { Button, Notice, t, useLoad } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { resolutions as route } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { deskLine } from "../house.ts";
import { compareVotes, forget, type Missing } from "./kept.ts";
import { soundIn } from "./read.ts";

const EVERY = 60_000;
const NOTHING: Missing = { votes: [], own: [], gone: [] };

/** Above every page: what this device has seen or signed of votes and the server does not show now. Nothing where nothing is missing. */
export function VoteAlarms({ inside: desk }: { readonly inside: Unlocked }): JSX.Element {
  const { house, ask } = desk;
  const { value: shown } = useLoad(() => ask(route, undefined), "votes", EVERY);
  const [missing, setMissing] = useState(NOTHING);
  const look = (): void => {
    if (shown === null) return;
    const sound = soundIn(house.roster, [...shown.open, ...shown.adopted]);
    setMissing(compareVotes(deskLine, sound, Date.now() + house.ahead));
  };
  useEffect(look, [shown]);
  return (
    <>
      {missing.votes.map((name) => {
        const whose = missing.own.includes(name) ? "own" : "other";
        return (
          <Notice key={name} tone="missed" title={t(`people.votes.missing-${whose}`)}>
            <p>{t(`people.votes.missing-${whose}-why`)}</p>
            <p>{t("people.votes.missing-advice")}</p>
          </Notice>
        );
      })}
      {missing.gone.map((name) => (
        <Notice key={name} tone="owed" title={t("people.votes.gone")}>
          <p>{t("people.votes.gone-why")}</p>
          <Button
            kind="quiet"
            onClick={() => {
              forget(deskLine, name);
              look();
            }}
          >
            {t("people.votes.gone-known")}
          </Button>
        </Notice>
      ))}
    </>
  );
}
