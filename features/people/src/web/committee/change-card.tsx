import { Button, Card, Dialog, Notice, settle, t, useAct } from "@niuniu/ui";
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
import { changesBetween, type StatementChange } from "../../changes.ts";
import { sayChange } from "../signing/said.ts";

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
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const refusal = useRef<HTMLDivElement>(null);
  const arrived = useMemo(() => arrivals(roster, props.newcomers, now), [roster, props.newcomers]);
  const newcomers = arrived.guests.map(({ newcomer }) => newcomer);
  const rules = rulesWith(roster.newest, offers, chosen);
  const added = newcomers.filter(({ id }) => add.includes(id));
  const staying = [...roster.newest.members, ...added];
  const plan: Plan = {
    add: added,
    remove: [],
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
  return (
    <Card title={t("people.change.title")}>
      <p class="soft">{t("people.change.rule", { quorum: roster.newest.quorum })}</p>
      <Newcomers arrivals={arrived} added={add} onToggle={(id, yes) => setAdd(toggled(add, id, yes))} />
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
        <Confirmed added={added} differs={differs} rules={rules !== null} quorum={roster.newest.quorum} />
        <Trouble error={act.error} />
        <Button kind="main" onClick={send} busy={act.busy ? t("people.working") : null}>
          {t("people.change.sign-propose")}
        </Button>
        <Button onClick={() => setAsking(false)}>{t("people.cancel")}</Button>
      </Dialog>
    </Card>
  );
}

/** What is about to be signed, in words; that nothing changes where it only renews. */
function Confirmed(props: {
  readonly added: readonly { readonly name: string }[];
  readonly differs: readonly StatementChange[];
  readonly rules: boolean;
  readonly quorum: number;
}): JSX.Element {
  const { added, differs, rules } = props;
  return (
    <ul class="facts stack close">
      {added.length > 0 && (
        <>
          <li>{t("people.draft.adds", { names: added.map(({ name }) => name).join(t("people.comma")) })}</li>
          <li>{t("people.change.wait")}</li>
        </>
      )}
      {differs
        .filter(({ code }) => code !== "joined")
        .map((change) => (
          <li key={`${change.code} ${String(change.values["name"])}`}>{sayChange(change)}</li>
        ))}
      {rules && <li>{t("people.rules.take")}</li>}
      {!rules && differs.length === 0 && <li>{t("people.change.renew-only")}</li>}
      <li>{t("people.change.rule", { quorum: props.quorum })}</li>
    </ul>
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
