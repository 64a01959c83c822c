import { proposalHash, signVote, writeProposal, type Proposal } from "@niuniu/committee";
import { Button, Card, Choices, dayIn, Form, formatDay, Notice, settle, t, useAct } from "@niuniu/ui";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { OPEN_LASTS, statementAt, type ResolvedKind } from "../../resolution-rules.ts";
import { proposeResolution, resolution as resolutionRoute, type Committee } from "../../routes.ts";
import { isNewer, type RuleTexts } from "../committee/rules-change.ts";
import { RulesChanges } from "../committee/rules-changes.tsx";
import type { Unlocked } from "../desk/gate.tsx";
import { deskLine } from "../house.ts";
import { SignDialog } from "../signing/sign-dialog.tsx";
import { ClockFields, type Typed } from "./clock-fields.tsx";
import { completed, numberIn, withClocks } from "../../clocks.ts";
import { keepOwn } from "./kept.ts";
import { hashOf } from "./read.ts";

/** What a proposal starts from: the policy in force, the one this server brings, or the calendar it brings. */
type Start = "in-force" | "brought" | "calendar";

/** What could be proposed here: a text that is in force is changed first, one that the server brings may be taken as it is. */
function startsFrom(house: Unlocked["house"], brought: Committee["rules"]): readonly Start[] {
  const starts: readonly [Start, boolean][] = [
    ["in-force", true],
    ["brought", brought.policy !== house.policy],
    ["calendar", brought.calendar !== house.calendar],
  ];
  return starts.flatMap(([start, isThere]) => (isThere ? [start] : []));
}

/** What is proposed, as it was shown when it was asked about: nothing else is signed. */
interface Asked {
  readonly proposal: Proposal & { readonly kind: ResolvedKind };
  readonly text: string;
  readonly before: RuleTexts;
}

/** Proposes a policy or a calendar: clocks are set in words, and the change is shown before it is signed. */
export function ProposeCard(props: {
  readonly desk: Unlocked;
  readonly brought: Committee["rules"];
  readonly now: number;
  readonly onProposed: (name: string) => void;
}): JSX.Element {
  const { desk, brought, now } = props;
  const { house } = desk;
  const starts = startsFrom(house, brought);
  const [start, setStart] = useState<Start>(isNewer(brought.policy, house.policy) ? "brought" : "in-force");
  const [typed, setTyped] = useState<Typed>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const [tried, setTried] = useState(false);
  const act = useAct();
  const kind: ResolvedKind = start === "calendar" ? "calendar" : "policy";
  const base = start === "in-force" ? completed(house.policy, brought.policy) : brought[kind];
  const faults = Object.keys(typed).filter((at) => numberIn(typed[at] ?? "") === null);
  const numbers = new Map(Object.keys(typed).flatMap((at) => numberPair(at, typed[at] ?? "")));
  const text = kind === "calendar" || numbers.size === 0 ? base : withClocks(base, numbers);
  const isSame = text === house[kind];
  const statement = statementAt(house.roster, now);
  const send = (): void =>
    void act.run(async () => {
      if (asked === null) return;
      const name = proposalHash(asked.proposal);
      const vote = signVote({ resolution: name, by: desk.me.member, says: "for", reason: "" }, desk.keys.signing);
      await settle(
        () => desk.ask(proposeResolution, { proposal: writeProposal(asked.proposal), text: asked.text, vote }),
        async () => (await desk.ask(resolutionRoute, undefined, { parameters: { name } })).votes.includes(vote),
      );
      keepOwn(deskLine, name, vote);
      setAsked(null);
      props.onProposed(name);
    });
  const submit = (): void => {
    setTried(true);
    if (isSame || faults.length > 0) return;
    const proposal = { statement, date: dayIn(now, house.zone), kind, text: hashOf(text) };
    const before = { policy: house.policy, calendar: house.calendar };
    setAsked({ proposal, text, before });
  };
  return (
    <Card title={t("people.propose.title")}>
      <p class="soft">{t("people.propose.lead", { quorum: house.roster.newest.quorum })}</p>
      <Form onSubmit={submit}>
        {starts.length > 1 && (
          <Choices
            label={t("people.propose.start")}
            value={start}
            choices={starts.map((value) => ({
              value,
              title: t(
                `people.propose.${value === "brought" && isNewer(brought.policy, house.policy) ? "newer" : value}`,
              ),
              hint: t(`people.propose.${value}-hint`),
            }))}
            onChoose={(value) => {
              setStart(value);
              setTyped({});
            }}
          />
        )}
        {kind === "policy" && <ClockFields base={base} typed={typed} onType={setTyped} />}
        {isSame ? (
          <p class="soft">{t("people.propose.nothing")}</p>
        ) : (
          <RulesChanges before={house} after={{ policy: house.policy, calendar: house.calendar, [kind]: text }} />
        )}
        {tried && isSame && <Notice tone="missed">{t("people.propose.change-first")}</Notice>}
        <Button type="submit">{t("people.propose.go")}</Button>
      </Form>
      <AskedDialog
        {...{ desk, asked, now, act }}
        stale={asked?.proposal.statement !== statement}
        onSign={send}
        onClose={() => setAsked(null)}
      />
    </Card>
  );
}

/** What is about to be signed and put to the vote. */
function AskedDialog(props: {
  readonly desk: Unlocked;
  readonly asked: Asked | null;
  readonly now: number;
  readonly stale: boolean;
  readonly act: ReturnType<typeof useAct>;
  readonly onSign: () => void;
  readonly onClose: () => void;
}): JSX.Element {
  const { asked, now } = props;
  const last = formatDay(dayIn(now + OPEN_LASTS, props.desk.house.zone), now);
  return (
    <SignDialog
      open={asked !== null}
      title={t("people.propose.confirm")}
      go={t("people.propose.sign")}
      {...{ stale: props.stale, act: props.act, onSign: props.onSign, onClose: props.onClose }}
    >
      {asked !== null && (
        <RulesChanges before={asked.before} after={{ ...asked.before, [asked.proposal.kind]: asked.text }} />
      )}
      <p>{t("people.propose.once", { date: last })}</p>
    </SignDialog>
  );
}

function numberPair(at: string, typed: string): readonly (readonly [string, number])[] {
  const number = numberIn(typed);
  return number === null ? [] : [[at, number]];
}
