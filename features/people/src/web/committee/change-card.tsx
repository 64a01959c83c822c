import { Button, Card, Notice, t } from "@niuniu/ui";
import type { Roster, Statement } from "@niuniu/roster";
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Newcomer } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { AdoptedChoice, type Chosen } from "../resolutions/adopted-choice.tsx";
import type { Offer } from "../resolutions/read.ts";
import { Trouble } from "../trouble.tsx";
import { arrivals, keysOf, Newcomers } from "./newcomers.tsx";
import { DraftRules } from "./draft-rules.tsx";
import { sayObstacle } from "./obstacle-words.ts";
import { membersAfter, obstacleOf, type Plan, type Said } from "./proposal.ts";
import { ProposeDialog } from "./propose-dialog.tsx";
import { isNewer, type RuleTexts } from "./rules-change.ts";
import { SayCard } from "./say-card.tsx";
import { useProposing } from "./use-proposing.ts";
import { changesBetween } from "../../changes.ts";

/** Proposes the next statement: take in people who have keys, say something otherwise of members, or renew it as it is. */
export function ChangeCard(props: {
  readonly desk: Unlocked;
  readonly newcomers: readonly Newcomer[];
  /** The rules this server brings: to be resolved upon where they are others. */
  readonly rules: RuleTexts;
  /** What was adopted and is not in force. */
  readonly offers: readonly Offer[];
  readonly now: number;
  readonly onProposed: () => void;
}): JSX.Element {
  const { desk, now, offers } = props;
  const { house } = desk;
  const { roster } = house;
  const [chosen, setChosen] = useState<Chosen>({});
  const [add, setAdd] = useState<readonly string[]>([]);
  const [say, setSay] = useState<Readonly<Record<string, Said>>>({});
  const refusal = useRef<HTMLDivElement>(null);
  const arrived = useMemo(() => arrivals(roster, props.newcomers, now), [roster, props.newcomers]);
  const newcomers = arrived.guests.map(({ newcomer }) => newcomer);
  const rules = rulesWith(roster.newest, offers, chosen);
  // A tick is for the keys whose words were shown beside it, not for a name.
  const added = newcomers.filter((one) => add.includes(keysOf(one)));
  const staying = [...roster.newest.members, ...added];
  const plan: Plan = {
    add: added,
    remove: [],
    say: tidied(say, staying),
    ...(rules === null ? {} : { rules }),
  };
  const differs = changesBetween(roster.newest, { ...roster.newest, members: membersAfter(roster, plan) });
  const obstacle = obstacleOf(roster, plan);
  const proposing = useProposing(desk, now, props.onProposed);
  const { asked } = proposing;
  return (
    <Card title={t("people.change.title")}>
      <p class="soft">{t("people.change.rule", { quorum: roster.newest.quorum })}</p>
      <Newcomers arrivals={arrived} added={add} onToggle={(keys, yes) => setAdd(toggled(add, keys, yes))} />
      <details class="more">
        <summary>{t("people.say.open")}</summary>
        <p class="soft small">{t("people.say.public")}</p>
        {staying.map((member) => (
          <SayCard
            key={member.id}
            member={member}
            said={say[member.id] ?? {}}
            onSay={(said) => setSay({ ...say, [member.id]: said })}
          />
        ))}
      </details>
      <AdoptedChoice roster={roster} before={house} offers={offers} chosen={chosen} now={now} onChoose={setChosen} />
      {offers.length === 0 && isAhead(props.rules, house) && <p class="soft">{t("people.rules.brought")}</p>}
      <div ref={refusal} tabIndex={-1}>
        {obstacle !== null && <Notice tone="missed">{sayObstacle(obstacle)}</Notice>}
      </div>
      <Button onClick={() => (obstacle === null ? proposing.look(plan) : refusal.current?.focus())}>
        {t(rules !== null || differs.length > 0 ? "people.change.propose" : "people.change.renew")}
      </Button>
      {asked === null && <Trouble error={proposing.act.error} />}
      <ProposeDialog proposing={proposing} zone={house.zone} now={now}>
        {asked !== null && (
          <>
            <DraftRules house={house} statement={asked.statement} offers={offers} brought={props.rules} now={now} />
            {asked.comparison.rules && <p>{t("people.rules.take")}</p>}
            {isRenewal(asked) && <p>{t("people.change.renew-only")}</p>}
          </>
        )}
      </ProposeDialog>
    </Card>
  );
}

/** Whether nothing changes but the days until which it is valid. */
const isRenewal = ({ roster, statement }: { readonly roster: Roster; readonly statement: Statement }): boolean =>
  changesBetween(roster.newest, statement).length === 0;

/** Whether this server brings what the committee has not looked at yet: a later version of the deadlines, or another calendar. */
const isAhead = (brought: RuleTexts, inForce: RuleTexts): boolean =>
  isNewer(brought.policy, inForce.policy) || brought.calendar !== inForce.calendar;

/** The rules that the next statement would name; null where they stay. What is offered no more is not chosen. */
function rulesWith(
  newest: Statement,
  offers: readonly Offer[],
  chosen: Chosen,
): Pick<Statement, "policy" | "calendar"> | null {
  const of = (kind: Offer["kind"]): string =>
    offers.find((offer) => offer.kind === kind && offer.hash === chosen[kind])?.hash ?? newest[kind];
  const [policy, calendar] = [of("policy"), of("calendar")];
  return policy === newest.policy && calendar === newest.calendar ? null : { policy, calendar };
}

/** What was typed, without a space at its end, of people who are still in the change. */
function tidied(
  say: Readonly<Record<string, Said>>,
  staying: readonly { readonly id: string }[],
): Readonly<Record<string, Said>> {
  const ids = new Set(staying.map(({ id }) => id));
  const known = Object.entries(say).filter(([id]) => ids.has(id));
  return Object.fromEntries(
    known.map(([id, said]) => {
      const { line, appointed } = said;
      const trimmed = {
        ...said,
        ...(line === undefined ? {} : { line: line.trim() }),
        ...(appointed === undefined ? {} : { appointed: appointed.trim() }),
      };
      return [id, trimmed];
    }),
  );
}

const toggled = (list: readonly string[], id: string, yes: boolean): readonly string[] =>
  yes ? [...list, id] : list.filter((one) => one !== id);
