import { Button, Card, Check, Dialog, Notice, settle, t, useAct } from "@niuniu/ui";
import type { Statement } from "@niuniu/roster";
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { propose as proposeRoute, type Newcomer } from "../../routes.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { isSigned } from "../taken.ts";
import { AdoptedChoice, type Chosen } from "../resolutions/adopted-choice.tsx";
import type { Offer } from "../resolutions/read.ts";
import { Trouble } from "../trouble.tsx";
import { arrivals, Newcomers } from "./newcomers.tsx";
import { membersAfter, obstacleOf, proposal, type Plan, type Said } from "./proposal.ts";
import { isNewer, type RuleTexts } from "./rules-change.ts";
import { SayCard } from "./say-card.tsx";
import { changesBetween } from "../../changes.ts";
import { sayChange } from "../signing/said.ts";

/** Proposes the next statement: take in people who have keys, let members leave, or renew it as it is. */
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
  const [remove, setRemove] = useState<readonly string[]>([]);
  const [say, setSay] = useState<Readonly<Record<string, Said>>>({});
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const refusal = useRef<HTMLDivElement>(null);
  const arrived = useMemo(() => arrivals(roster, props.newcomers, now), [roster, props.newcomers]);
  const newcomers = arrived.guests.map(({ newcomer }) => newcomer);
  const rules = rulesWith(roster.newest, offers, chosen);
  const added = newcomers.filter(({ id }) => add.includes(id));
  const staying = [...roster.newest.members.filter(({ id }) => !remove.includes(id)), ...added];
  const plan: Plan = {
    add: added,
    remove,
    say: tidied(say, staying),
    ...(rules === null ? {} : { rules }),
  };
  const differs = changesBetween(roster.newest, { ...roster.newest, members: membersAfter(roster, plan) });
  const obstacle = obstacleOf(roster, plan);
  const send = (): void =>
    void act
      .run(async () => {
        const by = { id: desk.me.member, seed: desk.keys.signing, now, zone: desk.house.zone };
        const note = proposal(roster, plan, by);
        await settle(
          () => desk.ask(proposeRoute, { note }),
          () => isSigned(desk.ask, note, by.id),
        );
        props.onProposed();
      })
      .then((sent) => {
        if (sent) setAsking(false);
      });
  const nameOf = (id: string): string =>
    [...roster.newest.members, ...newcomers].find((member) => member.id === id)?.name ?? id;
  const list = (ids: readonly string[]): string => ids.map(nameOf).join(t("people.comma"));
  return (
    <Card title={t("people.change.title")}>
      <p class="soft">{t("people.change.rule", { quorum: roster.newest.quorum })}</p>
      <Newcomers arrivals={arrived} added={add} onToggle={(id, yes) => setAdd(toggled(add, id, yes))} />
      <details class="more">
        <summary>{t("people.change.let-leave")}</summary>
        <div class="stack close">
          {roster.newest.members.map((member) => (
            <Check
              key={member.id}
              checked={remove.includes(member.id)}
              onChange={(yes) => setRemove(toggled(remove, member.id, yes))}
              title={`${member.name} · ${member.role}`}
            />
          ))}
        </div>
      </details>
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
        {obstacle !== null && (
          <Notice tone="missed">
            {t(`people.change.${obstacle.code}`, { names: obstacle.names.join(t("people.comma")) })}
          </Notice>
        )}
      </div>
      <Button onClick={() => (obstacle === null ? setAsking(true) : refusal.current?.focus())}>
        {t(rules !== null || differs.length > 0 ? "people.change.propose" : "people.change.renew")}
      </Button>
      <Dialog open={asking} title={t("people.change.confirm")} onClose={() => setAsking(false)}>
        <ul class="facts stack close">
          {plan.add.length > 0 && <li>{t("people.draft.adds", { names: list(plan.add.map(({ id }) => id)) })}</li>}
          {remove.length > 0 && <li>{t("people.draft.removes", { names: list(remove) })}</li>}
          {plan.add.length > 0 && <li>{t("people.change.wait")}</li>}
          {differs
            .filter(({ code }) => !["joined", "left"].includes(code))
            .map((change) => (
              <li key={`${change.code} ${String(change.values["name"])}`}>{sayChange(change)}</li>
            ))}
          {rules !== null && <li>{t("people.rules.take")}</li>}
          <li>{t("people.change.rule", { quorum: roster.newest.quorum })}</li>
        </ul>
        <Trouble error={act.error} />
        <Button kind="main" onClick={send} busy={act.busy ? t("people.working") : null}>
          {t("people.change.sign-propose")}
        </Button>
        <Button onClick={() => setAsking(false)}>{t("people.cancel")}</Button>
      </Dialog>
    </Card>
  );
}

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
