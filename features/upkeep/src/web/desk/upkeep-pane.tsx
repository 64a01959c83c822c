import { signOpen, thread as threadRoute } from "@niuniu/matter/web/open";
import { readCalendar } from "@niuniu/owe";
import type { Roster } from "@niuniu/roster";
import type { Seed } from "@niuniu/note";
import { Button, Progress, t, Trouble, useLoad } from "@niuniu/ui";
import type { Beside, Entered } from "@niuniu/ui/area";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { act as actRoute } from "../../routes.ts";
import { Story } from "../story.tsx";
import { toldOf } from "../told.ts";
import { titleOf, whichOf } from "../words.ts";
import { Acts, type Saying } from "./acts.tsx";

/** What these pages need of an unlocked desk. */
export interface Inside extends Entered {
  readonly me: { readonly member: string };
  readonly keys: { readonly signing: Seed };
  readonly house: {
    readonly roster: Roster;
    readonly policy: string;
    readonly calendar: string;
    readonly ahead: number;
  };
}

/** One of what the committee owes: what is to be done and why, its story, and what its owner can say of it. */
export function UpkeepPane({ inside, name, turn, onClose, onChanged }: Beside<Inside>): JSX.Element {
  const { house, me } = inside;
  const load = () => inside.ask(threadRoute, { feature: "upkeep", matter: name });
  const { value, error, again } = useLoad(load, `${name} ${turn}`);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => pane.current?.focus(), [name]);
  const told = value === null ? null : toldOf(value, house);
  const state = told?.read.state ?? null;
  const say = async (saying: Saying): Promise<void> => {
    if (told === null) return;
    const calendar = readCalendar(JSON.parse(house.calendar));
    const signing = { by: me.member, seed: inside.keys.signing, calendar, now: Date.now() };
    await inside.ask(actRoute, { matter: name, act: signOpen(told.thread, saying, signing) });
    again();
    onChanged();
  };
  return (
    <div class="pane stack" ref={pane} tabIndex={-1} role="region" aria-label={t("upkeep.pane")}>
      <div class="row spread no-print">
        <Button kind="quiet" onClick={onClose}>
          {t("upkeep.close")}
        </Button>
      </div>
      <Trouble error={error} again={again} />
      {told === null && error === null && <Progress words={t("upkeep.opening")} />}
      {told !== null && state !== null && (
        <header class="stack close">
          <h2>{titleOf(state)}</h2>
          <p class="soft">{whichOf(state, house.roster, told.now)}</p>
          {state.obligation !== null && <p>{t(`upkeep.how.${state.what}`)}</p>}
        </header>
      )}
      {told !== null && <Story told={told} />}
      {told !== null && state !== null && <Acts told={told} state={state} me={me.member} ask={inside.ask} say={say} />}
    </div>
  );
}
