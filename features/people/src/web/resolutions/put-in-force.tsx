import { Button, Card, Notice, t, useLoad } from "@niuniu/ui";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { committee as committeeRoute, type Committee, type Draft } from "../../routes.ts";
import { DraftCard, statementIn, useDeskSigning } from "../committee/drafts.tsx";
import { ProposeDialog } from "../committee/propose-dialog.tsx";
import { RulesChanges } from "../committee/rules-changes.tsx";
import { useProposing } from "../committee/use-proposing.ts";
import type { Unlocked } from "../desk/gate.tsx";
import { Trouble } from "../trouble.tsx";
import { hashOf, offersIn, standingOf, type Offer, type Seen } from "./read.ts";

const EVERY = 10_000;

interface About {
  readonly desk: Unlocked;
  readonly seen: Seen;
  readonly now: number;
  readonly onChanged: () => void;
}

/** What to do next with a text that is adopted and not in force; null where the server says that nothing is left to do. */
export function nextFor(
  seen: Seen,
  { drafts, adopted }: Pick<Committee, "drafts" | "adopted">,
  member: string,
): "propose" | "sign" | "follow" | null {
  const draft = draftFor(seen, drafts);
  if (draft !== undefined) return draft.signed.includes(member) ? "follow" : "sign";
  return adopted.some(({ proposal }) => hashOf(proposal) === seen.name) ? "propose" : null;
}

/** The change that would put an adopted text in force, if somebody has proposed one. */
const draftFor = ({ proposal: { kind, text } }: Seen, drafts: readonly Draft[]): Draft | undefined =>
  drafts.find((draft) => (kind === "policy" || kind === "calendar") && statementIn(draft)?.[kind] === text);

/** Whether an adopted text is in force; where it is not yet, the statement that names it: to propose, or to sign. */
export function PutInForce(props: About & { readonly turn: number }): JSX.Element | null {
  const { desk, seen } = props;
  const standing = standingOf(seen, desk.house.roster);
  const isWaiting = standing === "adopted";
  const member = desk.me.member;
  const ask = (): Promise<Committee | null> =>
    isWaiting ? desk.ask(committeeRoute, undefined) : Promise.resolve(null);
  const { value: committee, error, again } = useLoad(ask, `${seen.name} ${standing} ${props.turn}`, EVERY);
  const over = committee !== null && nextFor(seen, committee, member) === null;
  useEffect(() => {
    // It has taken force since this desk last read what is in force.
    if (over) desk.refresh();
  }, [over]);
  if (standing === "open") return null;
  if (!isWaiting) return <p class="soft">{t(`people.resolution.${standing}`)}</p>;
  const changed = (): void => {
    again();
    desk.refresh();
    props.onChanged();
  };
  return (
    <>
      <Trouble error={error} again={again} />
      {committee !== null && <Waiting {...props} committee={committee} onChanged={changed} />}
    </>
  );
}

function Waiting(props: About & { readonly committee: Committee }): JSX.Element | null {
  const { desk, seen, committee, now, onChanged } = props;
  const offers = offersIn(desk.house.roster, committee.adopted);
  const draft = draftFor(seen, committee.drafts);
  const signing = useDeskSigning(desk, committee.drafts, onChanged);
  if (draft !== undefined) {
    return (
      <>
        <DraftCard
          key={draft.by}
          {...{ desk, draft, offers, now, onChanged }}
          newcomers={committee.newcomers}
          rules={committee.rules}
          several={false}
          onSign={signing.sign}
        />
        {signing.dialog}
      </>
    );
  }
  const offer = offers.find(({ kind, hash }) => kind === seen.proposal.kind && hash === seen.proposal.text);
  if (offer === undefined) return <p class="soft">{t("people.resolution.not-in-force")}</p>;
  if (committee.drafts.some(({ by }) => by === desk.me.member))
    return <Notice tone="owed">{t("people.force.own-open")}</Notice>;
  return <ProposeForce {...props} offer={offer} />;
}

/** Proposes the statement that names the text and changes nothing else: one press, and the signature. */
function ProposeForce(props: About & { readonly offer: Offer }): JSX.Element {
  const { desk, offer, now } = props;
  const { house } = desk;
  const { roster } = house;
  const proposing = useProposing(desk, now, props.onChanged);
  const { asked } = proposing;
  const look = (): void => {
    const { policy, calendar } = roster.newest;
    proposing.look({ add: [], remove: [], rules: { policy, calendar, [offer.kind]: offer.hash } });
  };
  return (
    <Card title={t("people.force.title")} tone="owed">
      <p class="soft">{t("people.force.why", { number: roster.newest.number + 1 })}</p>
      <Button kind="main" onClick={look}>
        {t("people.force.go")}
      </Button>
      {asked === null && <Trouble error={proposing.act.error} />}
      <ProposeDialog proposing={proposing} zone={house.zone} now={now}>
        {asked !== null && (
          <>
            <RulesChanges
              before={house}
              after={{ policy: house.policy, calendar: house.calendar, [offer.kind]: offer.text }}
            />
            <p>{t("people.rules.take")}</p>
          </>
        )}
      </ProposeDialog>
    </Card>
  );
}
